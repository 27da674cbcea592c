"""How much of one text stands in another."""

from corpus.likeness import Copies, character_runs, jaccard


def test_white_space_and_case_make_no_difference() -> None:
    assert character_runs("De  gemeente\nbetaalt") == character_runs("de gemeente betaalt")


def test_runs_are_five_characters_and_a_shorter_text_is_its_own() -> None:
    assert character_runs("wonen") == {"wonen"}
    assert character_runs("huur") == {"huur"}
    assert character_runs("woning") == {"wonin", "oning"}


def test_jaccard_is_shared_over_all() -> None:
    assert jaccard(frozenset("ab"), frozenset("bc")) == 1 / 3


def test_a_text_that_holds_half_of_another_is_a_copy() -> None:
    copies = Copies()
    assert not copies.add("De corporatie verhuurt de woning aan de cliënt.")
    assert copies.add("De corporatie verhuurt de woning aan de cliënt, met een contract.")
    assert not copies.add("Een wijkverpleegkundige komt elke dag langs.")
