"""A claim holds only if its quotes say it: figures, names, denials, degrees and roles included."""

from collections.abc import Sequence

import pytest

from corpus.document import Quote, Span
from corpus.encoder import SentenceEncoder
from corpus.index import PassageIndex
from retriever.verify import Verifier

ASSEN = "Assen 60 tot 70 procent van de 300 cliënten uit het beschermd wonen uit Assen conform"
SHELTER = "Zo blijkt bijvoorbeeld uit onderzoek dat 50% van de huidige bezoekers van de nachtopvang"
HAARLEMMERMEER = "Haarlemmermeer Naar schatting jaarlijks 35 mensen uit het beschermd wonen en 90"
GROUPS = "Werkgroepen ontwikkelen de instrumenten, de organisaties implementeren de instrumenten."
HOUSED = "Zorg voor een gezamenlijke huisvesting; dit draagt sterk bij aan teamvorming."
DEBTS = "Mensen met schulden weten vaak niet waar zij financieel recht op hebben"


@pytest.fixture(scope="module")
def verifier(report_index: PassageIndex, encoder: SentenceEncoder) -> Verifier:
    return Verifier(report_index, encoder)


def quote(index: PassageIndex, beginning: str) -> Quote:
    """The sentence of the reports that begins so."""
    for id in index.documents:
        stored = index.text(id)
        for sentence in stored.sentences:
            text = stored.text[sentence.span.start : sentence.span.end]
            if text.startswith(beginning):
                path = stored.section_path(sentence.span)
                return Quote(id, Span(sentence.span.start, sentence.span.end), text, path, None)
    raise LookupError(beginning)


@pytest.mark.parametrize(
    ("beginning", "claim", "reasons"),
    [
        (SHELTER, "De helft van de huidige bezoekers van de nachtopvang wordt weer dakloos.", ()),
        (
            SHELTER,
            "Half of the current visitors to the night shelter relapse into homelessness.",
            (),
        ),
        (
            SHELTER,
            "70% van de huidige bezoekers van de nachtopvang valt terug naar dakloosheid.",
            ("dit getal staat niet in de bron: 70",),
        ),
        (
            HAARLEMMERMEER,
            "In Haarlemmermeer komen jaarlijks 90 mensen uit het beschermd wonen en 35 uit de "
            "maatschappelijke opvang.",
            (
                "dit getal hoort in de bron bij iets anders: 90",
                "dit getal hoort in de bron bij iets anders: 35",
            ),
        ),
        (
            ASSEN,
            "Tilburg 60 tot 70 procent van de 300 cliënten uit het beschermd wonen.",
            ("deze naam staat niet in de bron: Tilburg",),
        ),
        (
            HOUSED,
            "Een gezamenlijke huisvesting draagt niet bij aan teamvorming.",
            ("de bron ontkent dit niet: draagt niet",),
        ),
        (
            GROUPS,
            "De organisaties ontwikkelen de instrumenten, de werkgroepen implementeren ze.",
            ("in de bron zijn de rollen omgekeerd: organisaties / werkgroepen",),
        ),
    ],
)
def test_what_differs_is_named(
    beginning: str,
    claim: str,
    reasons: Sequence[str],
    verifier: Verifier,
    report_index: PassageIndex,
) -> None:
    judged = verifier.judge(claim, [quote(report_index, beginning)])
    assert (judged.verdict, judged.reasons) == (
        "unsupported" if reasons else "supported",
        tuple(reasons),
    )


def test_a_whole_quote_is_verbatim_in_other_marks_and_spaces(
    verifier: Verifier, report_index: PassageIndex
) -> None:
    found = quote(report_index, HOUSED)
    said = f"“{found.text.replace(' ', '  ')}”"
    assert verifier.judge(said, [found]).verdict == "verbatim"


def test_a_piece_of_a_quote_that_loses_its_denial_is_unsupported(
    verifier: Verifier, report_index: PassageIndex
) -> None:
    claim = "Mensen met schulden weten vaak waar zij financieel recht op hebben."
    judged = verifier.judge(claim, [quote(report_index, DEBTS)])
    assert judged.verdict == "unsupported"


def test_words_in_quotation_marks_must_stand_in_the_quote(
    verifier: Verifier, report_index: PassageIndex
) -> None:
    claim = "Gezamenlijke huisvesting “is goed voor teamvorming”."
    judged = verifier.judge(claim, [quote(report_index, HOUSED)])
    assert "dit citaat staat niet in de bron: is goed voor teamvorming" in judged.reasons


def test_without_a_quote_nothing_holds(verifier: Verifier) -> None:
    assert verifier.judge("Wonen is de basis.", []).verdict == "unsupported"
