"""Questions to begin with are answered, and there is one for every role in every theme."""

import pytest

from corpus.document import Document
from corpus.guide import CheckedGuide, CheckedQuestion, CheckedTheme, Role, read_guide
from retriever.assistant import Assistant
from retriever.guide import FirstQuestion, Guide, Guides
from tests.ingest.reports import REPORTS, ROOT
from tests.retriever.made_text import made_text
from tests.server.standin import made_assistant

ROLES: tuple[Role, ...] = ("newcomer", "professional", "policymaker")
THEMES = read_guide(ROOT / "corpus").themes
CHOSEN = [question for theme in THEMES for question in theme.questions]
NEW = made_text(
    (
        "Wonen",
        "Een woonhub is een gebouw waarin mensen wonen.",
        "Een zorgpad is een plan dat helpt.",
    ),
)
DOCUMENT = Document(NEW.document, "Nieuw rapport", "nieuw.txt", "")


def guide(*themes: CheckedTheme) -> Guide:
    texts = {NEW.document: NEW}
    return Guide({NEW.document: DOCUMENT}, texts.__getitem__, CheckedGuide(themes=themes))


def theme(name: str, *documents: str) -> CheckedTheme:
    asked = [
        CheckedQuestion((role,), f"{name} {role}?", f"{name}, {role}?", documents) for role in ROLES
    ]
    return CheckedTheme(name, name, tuple(asked))


@pytest.mark.parametrize("question", [text for one in CHOSEN for text in (one.nl, one.en)])
def test_every_question_is_answered(question: str, assistant: Assistant) -> None:
    assert assistant.ask(question).outcome == "answered"


def test_every_theme_has_a_question_for_every_role() -> None:
    roles = [sorted(role for one in theme.questions for role in one.roles) for theme in THEMES]
    assert roles == [["newcomer", "policymaker", "professional"]] * len(THEMES)


def test_every_question_names_reports_that_are_there() -> None:
    assert {id for one in CHOSEN for id in one.documents} <= set(REPORTS)


def test_a_question_whose_documents_are_gone_is_not_offered() -> None:
    assert [one for one in guide(theme("A", "weg-2001")).questions if one.checked] == []


def test_a_new_document_brings_questions_about_its_terms() -> None:
    title = {"nl": "Nieuw rapport", "en": "Nieuw rapport"}
    assert guide().questions == [
        FirstQuestion(
            title,
            ("newcomer",),
            {"nl": "Wat betekent woonhub?", "en": "What does woonhub mean?"},
            checked=False,
        ),
        FirstQuestion(
            title,
            ("newcomer",),
            {"nl": "Wat betekent zorgpad?", "en": "What does zorgpad mean?"},
            checked=False,
        ),
    ]


def test_a_guide_is_made_once_for_an_index_and_anew_for_the_next() -> None:
    guides, first, second = Guides(CheckedGuide()), made_assistant(), made_assistant()
    assert guides.of(first) is guides.of(first)
    assert guides.of(first) is not guides.of(second)
