"""What a question is about, and what kind of answer it asks for."""

import pytest

from retriever.kinds import KINDS, cue_bonus, kinds_of
from retriever.topic import is_frame, topic_of


@pytest.mark.parametrize("word", ["helps", "helpt", "succeed", "slagen", "Lessen", "rapporten"])
def test_words_that_say_how_is_asked_are_frame(word: str) -> None:
    assert is_frame(word)


@pytest.mark.parametrize("word", ["omklap", "woning", "gemeente", "pilot", "cliënt", "kosten"])
def test_words_that_say_what_about_are_not_frame(word: str) -> None:
    assert not is_frame(word)


def test_the_topic_is_the_question_without_its_frame() -> None:
    assert topic_of("wat helpt omklap slagen?") == "omklap"
    assert topic_of("what helps omklap succeed?") == "omklap"


def test_a_dutch_question_without_a_frame_is_its_own_topic() -> None:
    assert topic_of("wat is een omklapwoning?") == ""


def test_an_english_topic_is_dutch_where_the_glossary_knows_it() -> None:
    topic = topic_of("Which agreements about omklap are there?").split()
    assert {"omklap", "afspraak"} <= set(topic)
    assert "agreements" not in topic


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("wat is een omklapwoning?", ["definition"]),
        ("What does Wmo stand for?", ["definition"]),
        ("Hoeveel woningen telt de pilot?", ["number"]),
        ("How many clients moved?", ["number"]),
        ("Waarom stopte de pilot?", ["why"]),
        ("what helps omklap succeed?", ["what helps"]),
        ("Wie betaalt de huur?", []),
    ],
)
def test_a_question_bears_the_sign_of_its_kind(question: str, kinds: list[str]) -> None:
    assert [kind.name for kind in kinds_of(question)] == kinds


def test_a_sentence_gains_only_for_kinds_whose_cue_it_has() -> None:
    why = [kind for kind in KINDS if kind.name == "why"]
    assert cue_bonus(why, "De pilot stopte omdat het geld op was.") == why[0].bonus
    assert cue_bonus(why, "De pilot stopte in de zomer.") == 0
    assert cue_bonus([], "De pilot stopte omdat het geld op was.") == 0
