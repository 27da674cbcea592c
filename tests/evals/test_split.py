"""Sections that serve both splits are found, and who stands in them."""

from evals.gold import Split
from evals.split import sections_of, shared_sections, straddlers

SECTIONS = {"a": {"1"}, "b": {"1", "2"}, "c": {"2", "3"}, "d": {"4"}, "e": set[str]()}
ASSIGNED: dict[str, Split] = {"a": "dev", "b": "dev", "c": "test", "d": "test", "e": "test"}


def test_a_split_has_the_sections_of_its_questions() -> None:
    assert sections_of("dev", ASSIGNED, SECTIONS) == {"1", "2"}
    assert sections_of("test", ASSIGNED, SECTIONS) == {"2", "3", "4"}


def test_a_section_with_questions_of_both_splits_is_shared() -> None:
    assert shared_sections(SECTIONS, ASSIGNED) == {"2"}
    assert shared_sections(SECTIONS, {**ASSIGNED, "c": "dev"}) == set()


def test_questions_in_shared_sections_straddle() -> None:
    assert straddlers(SECTIONS, ASSIGNED) == ["b", "c"]
