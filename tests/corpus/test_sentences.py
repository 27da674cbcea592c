"""Where a Dutch sentence ends, and where it does not."""

import pytest

from corpus.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Het besluit viel op 3 jan. 2024 in Utrecht.",
        "Het kost ca. € 1,5 mln. per jaar.",
        "Zie p. 12, art. 4 en nr. 7 van dhr. J.C. van der Stel.",
        "Dit geldt o.a. Utrecht, i.p.v. Zeist en m.b.t. Houten.",
        "Wij 3.0 zijn er bij, met 1.500 plaatsen.",
        "(Overkamp, E. et al., 2020) en www.movisie.nl.",
        "De vraag is (wie doet wat?) nog open.",
        "Er zijn sprekers (M. Kole. Zie: www.uu.nl) en gasten.",
        "Het boek Wat ik nou toch heb meegemaakt! (2017) te schrijven.",
        "Vanaf 1. januari geldt dit.",
        "General Comment No. 7 gaat hierover.",
        "Zij zeggen: ‘Doe mee!’ en gaan door.",
        "Het traject bestaat uit 1) zorg, 2) wonen.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Dat lukt in 2016.", "In 2017 niet."],
        ["Het doel?", "De uitstroom versnellen."],
        ["Zij zegt: ‘Ik woon hier.", "Het gaat goed.’", "Daarna gaat ze."],
        ["Het helpt (soms).", "’s Avonds is het druk."],
        ["Er is geld, tijd, enz.", "De rest volgt."],
        ["Hij kent Jan.", "Hij gaat."],
        ["Dat is zo…", "Toch niet."],
        ["‘Het is fijn.’ (R2, 2 januari 2024).", "De rest volgt."],
        ["Zij werken met WIJ 3.0.", "Dat helpt."],
        ["Ik doe dat wel…….", "Als het kan."],
    ],
)
def test_sentences_are_parted(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_a_missing_space_does_not_hide_a_boundary() -> None:
    assert split("Dat is klaar.Daarna gaan we door.") == ["Dat is klaar.", "Daarna gaan we door."]
