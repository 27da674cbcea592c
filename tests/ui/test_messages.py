"""Both languages say everything."""

from dataclasses import fields

import pytest

from ui.messages import LANGUAGES, Messages


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_unsaid(language: str) -> None:
    m = LANGUAGES[language]
    unsaid = [field.name for field in fields(Messages) if not getattr(m, field.name)]
    assert unsaid == []


def test_both_languages_name_every_outcome() -> None:
    nl, en = LANGUAGES["nl"], LANGUAGES["en"]
    assert set(nl.outcomes) == set(en.outcomes)
