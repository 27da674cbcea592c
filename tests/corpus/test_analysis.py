"""Dutch words become terms that find each other where they should."""

import pytest

from corpus.analysis import Analyzer, character_grams, content_words, fold, stem, vocabulary, words

KNOWN = "omklap woning contract huisvesting beleid bewoner raad wijk team zorg verzekering"


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("omklapwoning", ["omklap", "woning"]),
        ("omklapcontract", ["omklap", "contract"]),
        ("huisvestingsbeleid", ["huisvesting", "beleid"]),
        ("bewonersraad", ["bewoner", "raad"]),
        ("bewonerraad", ["bewoner", "raad"]),
        ("zorgverzekering", ["zorg", "verzekering"]),
        ("woning", []),
        ("omklap", []),
        ("onbekendwoning", []),
    ],
)
def test_a_compound_is_cut_into_known_words_only(compound: str, parts: list[str]) -> None:
    assert Analyzer(KNOWN.split()).compound_parts(compound) == parts


def test_without_a_vocabulary_nothing_is_cut() -> None:
    assert Analyzer().compound_parts("omklapwoning") == []


@pytest.mark.parametrize(
    "related",
    [
        "gemeente gemeenten gemeentelijke",
        "maatregel maatregelen",
        "woning woningen",
        "huis huizen",
        "corporatie corporaties",
        "omklap omklappen omgeklapt",
        "begeleid begeleiding",
        "kind kinderen",
        "cliënt cliënten client Cliënt",
    ],
)
def test_forms_of_a_word_share_a_stem(related: str) -> None:
    assert len({stem(fold(word)) for word in related.split()}) == 1


@pytest.mark.parametrize(
    "unrelated", ["leven levering", "huis huisvesting", "wonen woning", "zorg zorgen verzorger"]
)
def test_other_words_keep_their_own_stem(unrelated: str) -> None:
    first, *_, last = unrelated.split()
    assert stem(first) != stem(last)


def test_words_are_folded_and_joined_at_inner_hyphens_and_apostrophes() -> None:
    text = "Leef-omgeving, E-mail én foto's: cliënt’s wijk_team"
    assert list(words(text)) == ["leefomgeving", "email", "en", "fotos", "clients", "wijk", "team"]


def test_numbers_are_one_word_whatever_their_points() -> None:
    assert list(words("1.234,5 12.500 en 3,5 van 2.000.000")) == [
        "1234,5",
        "12500",
        "en",
        "3,5",
        "van",
        "2000000",
    ]


def test_function_words_of_both_languages_give_no_terms() -> None:
    assert list(content_words("Wat is de rol van the city?")) == ["rol", "city"]
    assert Analyzer().analyse("Wat is het? What is it?").stems == []


def test_grams_mark_where_a_word_begins_and_ends() -> None:
    assert character_grams("wonen") == ["_wone", "wonen", "onen_"]
    assert character_grams("wet") == ["_wet_"]
    assert character_grams("a") == ["_a_"]


def test_grams_join_a_word_and_its_compound() -> None:
    shared = {*character_grams("omklap")} & {*character_grams("omklapcontract")}
    assert shared == {"_omkl", "omkla", "mklap"}


def test_terms_keep_order_and_repetition() -> None:
    terms = Analyzer(["omklap", "woning"]).analyse("Een omklapwoning is een woning; de woning")
    assert terms.stems == [stem("omklapwoning"), "woning", "woning"]
    assert terms.parts == [stem("omklap"), "woning"]
    assert terms.grams.count("_woni") == 2


def test_the_vocabulary_leaves_out_short_words_function_words_and_numbers() -> None:
    assert vocabulary("De wet van 2015 voor zelfstandig wonen zijn") == {"zelfstandig", "wonen"}


def test_an_empty_text_has_no_terms() -> None:
    terms = Analyzer().analyse(" \n—…")
    assert (terms.stems, terms.parts, terms.grams) == ([], [], [])
