"""A question is cleaned or refused where it enters, and its language is told."""

import pytest

from retriever.question import BadQuestion, check_question, language_of


@pytest.mark.parametrize("question", ["", " \n\t ", "\x00\x07", "?!… –", "\u200b\u202e"])
def test_a_question_without_a_letter_or_figure_is_empty(question: str) -> None:
    with pytest.raises(BadQuestion) as raised:
        check_question(question)
    assert str(raised.value) == "De vraag is leeg; typ een vraag in het Nederlands of Engels."


def test_control_characters_and_spare_white_space_are_taken_out() -> None:
    asked = "\x00wat\x07 is\r\n een\u200b  \u202eomklapwoning?\x1b"
    assert check_question(asked) == "wat is een omklapwoning?"


def test_letters_with_accents_and_quotes_stay() -> None:
    asked = "Wat is één ‘cliënt’ – volgens de Wmo (2015)?"
    assert check_question(asked) == asked


def test_a_question_of_ten_thousand_characters_is_refused_with_the_limit() -> None:
    with pytest.raises(BadQuestion) as raised:
        check_question("wat " * 2500 + "?")
    assert str(raised.value) == (
        "De vraag telt 10001 tekens en mag er 2000 tellen; stel een kortere vraag."
    )


def test_a_question_of_exactly_the_limit_may_be_asked() -> None:
    assert len(check_question("a" * 2000)) == 2000


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wie hilft man und was ist nicht gut für die Bewohner?", "Duits"),
        ("Welche Wohnungen sind für die Klienten und wer zahlt das?", "Duits"),
        ("Quelles sont les conditions pour réussir dans une maison?", "Frans"),
        ("Comment sont financés les logements et qui paie?", "Frans"),
        ("¿Cuáles son los proyectos y qué es para las personas?", "Spaans"),
    ],
)
def test_a_question_in_another_language_is_refused_by_name(question: str, language: str) -> None:
    with pytest.raises(BadQuestion) as raised:
        check_question(question)
    assert str(raised.value) == (
        f"De vraag lijkt {language} te zijn; stel haar in het Nederlands of Engels."
    )


@pytest.mark.parametrize(
    "question",
    [
        "Wat is die pilot in Zeist?",
        "What is the role of Les Miserables?",
        "omklap die das",
        "Wie helpt de bewoners van Housing First?",
    ],
)
def test_a_dutch_or_english_question_with_a_foreign_word_may_be_asked(question: str) -> None:
    assert check_question(question) == question


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("what helps omklap succeed?", "en"),
        ("which lessons about beschermd thuis?", "en"),
        ("How does Housing First Utrecht work?", "en"),
        ("waiting lists", "en"),
        ("omklap?", "nl"),
        ("omklapwoning", "nl"),
        ("wat is een omklapwoning?", "nl"),
        ("Wat is Housing First?", "nl"),
        ("wachtlijsten", "nl"),
        ("12 345", "nl"),
    ],
)
def test_the_language_of_short_and_mixed_questions_is_told(question: str, language: str) -> None:
    assert language_of(question) == language
