"""Both languages say everything."""

from dataclasses import fields
from types import ModuleType

import pytest

from ui.messages import LANGUAGES, Messages
from ui.words import ask, check, cite, documents, editing, judge, learn, quality, shell


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_unsaid(language: str) -> None:
    m = LANGUAGES[language]
    unsaid = [field.name for field in fields(Messages) if not getattr(m, field.name)]
    assert unsaid == []


def test_both_languages_name_every_outcome() -> None:
    nl, en = LANGUAGES["nl"], LANGUAGES["en"]
    assert set(nl.outcomes) == set(en.outcomes)


@pytest.mark.parametrize(
    "words", [ask, check, cite, documents, editing, judge, learn, quality, shell]
)
def test_a_view_says_everything_in_two_languages(words: ModuleType) -> None:
    unsaid = [name for name, both in words.WORDS.items() if not all(both)]
    assert unsaid == []


def test_every_reason_is_given_in_two_languages() -> None:
    assert [fits for fits, both in editing.REASONS.items() if not all(both)] == []
