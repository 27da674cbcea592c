"""English words of the field become the Dutch words that the reports use."""

import pytest

from corpus.analysis import content_words
from retriever.glossary import LONGEST_PHRASE, read_glossary, translate


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("housing", "wonen huisvesting woning"),
        ("sheltered housing", "beschermd wonen"),
        ("housing corporation", "woningcorporatie corporatie"),
        ("the ability to manage alone", "zelfredzaamheid"),
    ],
)
def test_a_phrase_is_translated_before_the_words_in_it(english: str, dutch: str) -> None:
    assert translate(english) == dutch


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("responsibilities", "responsibility"),
        ("approaches", "approach"),
        ("agreements", "agreement"),
        ("housing corporations", "housing corporation"),
    ],
)
def test_a_plural_is_translated_as_its_singular(plural: str, singular: str) -> None:
    assert translate(plural) == translate(singular) != ""


def test_capitals_and_punctuation_do_not_hide_a_phrase() -> None:
    assert translate("Who pays? SHELTERED Housing, …") == translate("who pays sheltered housing")


def test_what_the_glossary_does_not_know_is_left_out() -> None:
    assert translate("omklap xylophone 2021") == ""


def test_no_phrase_is_longer_than_is_looked_for() -> None:
    longest = max(read_glossary(), key=lambda phrase: len(phrase.split()))
    assert len(longest.split()) <= LONGEST_PHRASE


def test_every_entry_can_be_found_and_says_something() -> None:
    lost = [english for english in read_glossary() if not list(content_words(translate(english)))]
    assert lost == []
