"""How much of one text stands in another."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.likeness import NEAR_COPY, character_runs, first_of_each, jaccard


def test_white_space_and_case_make_no_difference() -> None:
    assert character_runs("De  gemeente\nbetaalt") == character_runs("de gemeente betaalt")


def test_runs_are_five_characters_and_a_shorter_text_is_its_own() -> None:
    assert character_runs("wonen") == {"wonen"}
    assert character_runs("huur") == {"huur"}
    assert character_runs("woning") == {"wonin", "oning"}


def test_jaccard_is_shared_over_all() -> None:
    assert jaccard(frozenset("ab"), frozenset("bc")) == 1 / 3


def test_a_text_that_holds_half_of_another_is_passed_over() -> None:
    texts = [
        "De corporatie verhuurt de woning aan de cliënt.",
        "De corporatie verhuurt de woning aan de cliënt, met een contract.",
        "Een wijkverpleegkundige komt elke dag langs.",
    ]
    assert first_of_each(texts, 3) == ([0, 2], [1])


def test_what_comes_after_the_wanted_ones_is_not_looked_at() -> None:
    assert first_of_each(["een huis", "een huis", "een tuin", "een brug"], 2) == ([0, 2], [1])
    assert first_of_each([], 2) == ([], [])


@given(st.lists(st.text("abc ", max_size=12), min_size=2, max_size=2))
def test_two_texts_repeat_each_other_as_their_runs_say(texts: list[str]) -> None:
    one, other = map(character_runs, texts)
    repeats = len(one & other) >= NEAR_COPY * min(len(one), len(other))
    assert first_of_each(texts, 2) == (([0], [1]) if repeats else ([0, 1], []))
