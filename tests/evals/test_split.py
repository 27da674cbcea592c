"""Splits keep linked questions together and every section in one split."""

from evals.split import assign_splits, assign_to_majority, linked, shared_sections

SECTIONS = {"a": {"1"}, "b": {"1", "2"}, "c": {"2"}, "d": {"3"}, "e": {"4"}, "f": set[str]()}


def test_questions_are_linked_through_others() -> None:
    assert linked(SECTIONS) == [["a", "b", "c"], ["d"], ["e"], ["f"]]


def test_linked_questions_go_together_and_the_others_make_up_for_it() -> None:
    assert assign_splits(SECTIONS, dict.fromkeys(SECTIONS, "nl")) == {
        "a": "dev",
        "b": "dev",
        "c": "dev",
        "d": "test",
        "e": "test",
        "f": "test",
    }


def test_questions_over_several_reports_follow_most_of_their_sections() -> None:
    assigned = assign_splits(SECTIONS, dict.fromkeys(SECTIONS, "nl"))
    wide = {**SECTIONS, "wide": {"1", "3", "4"}}
    assert assign_to_majority(wide, assigned) == {"wide": "test"}
    assert shared_sections(wide, {**assigned, "wide": "test"}) == {"1"}
