"""The bars of the main job, over the five reports and the gold questions."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus.document import StoredText
from corpus.encoder import SentenceEncoder
from evals.anchors import read_anchors
from evals.gold import DEPTH, Question, read_questions
from evals.metrics.recall import recall_in_text
from evals.neighbours import build_tutorial, evaluate_neighbour
from evals.places import LocatedQuestion, Place, without_places
from ingest.privacy import has_contact_details
from retriever.answer import Answer
from retriever.assistant import Assistant

ROOT = Path(__file__).parents[1]
DOCUMENTS, EVALS = ROOT / "corpus" / "documents", ROOT / "evals"
ANSWERS, READ, BETTER = 200, "text_recall_6000", 0.08
# White space and hyphens: all that repair may change within a sentence that is quoted.
BETWEEN = re.compile(r"[\s\-\u00ad\u2010-\u2015]")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return [q for q in read_questions(EVALS / "questions.jsonl") if q.answerable]


@pytest.fixture(scope="module")
def answers(assistant: Assistant, questions: list[Question]) -> list[Answer]:
    """The first different questions that are answered with quotes."""
    found: list[Answer] = []
    for question in questions:
        answer = assistant.ask(question.question)
        found += [answer] if answer.citations else []
        if len(found) == ANSWERS:
            break
    return found


@pytest.fixture(scope="module")
def texts(assistant: Assistant) -> Mapping[str, StoredText]:
    return {id: assistant.text(id) for id in assistant.documents}


@pytest.fixture(scope="module")
def originals(assistant: Assistant) -> Mapping[str, str]:
    return {
        document.id: (DOCUMENTS / document.file).read_text("utf-8")
        for document in assistant.documents.values()
    }


def test_two_hundred_different_questions_are_answered(answers: list[Answer]) -> None:
    assert len({answer.question for answer in answers}) == len(answers) == ANSWERS


def test_every_quote_equals_the_stored_text_at_its_span(
    answers: list[Answer], texts: Mapping[str, StoredText]
) -> None:
    quotes = [citation.quote for answer in answers for citation in answer.citations]
    false = [q for q in quotes if q.text != texts[q.document].text[q.span.start : q.span.end]]
    assert false == []


def test_every_quote_stands_in_the_original_file_but_for_white_space_and_hyphens(
    answers: list[Answer], originals: Mapping[str, str]
) -> None:
    folded = {id: BETWEEN.sub("", text) for id, text in originals.items()}
    quotes = [citation.quote for answer in answers for citation in answer.citations]
    false = [q for q in quotes if BETWEEN.sub("", q.text) not in folded[q.document]]
    assert false == []


def test_every_quote_is_shown_in_its_answer(answers: list[Answer]) -> None:
    for answer in answers:
        for citation in answer.citations:
            assert f"“{citation.quote.text}” [{citation.number}]" in answer.text


def test_no_page_is_shown_that_the_proven_pages_contradict(
    answers: list[Answer], texts: Mapping[str, StoredText]
) -> None:
    anchors = read_anchors(EVALS / "pages.jsonl", texts)
    shown = [
        (citation.quote.page, anchor.page)
        for answer in answers
        for citation in answer.citations
        for anchor in anchors
        if citation.quote.page and anchor.holds(Place(citation.quote.document, citation.quote.span))
    ]
    assert len(shown) > ANSWERS / 4
    assert [(page, proven) for page, proven in shown if not covers(page, proven)] == []


def covers(shown: str, proven: str) -> bool:
    """Whether a label such as "17" or "15-18" holds the proven page."""
    first, _, last = shown.partition("-")
    return int(first) <= int(proven) <= int(last or first)


def test_no_answer_shows_a_phone_number_or_an_email_address(answers: list[Answer]) -> None:
    assert [answer.question for answer in answers if has_contact_details(answer.text)] == []


def test_recall_beats_the_tutorial_pipeline_on_the_same_questions(
    assistant: Assistant,
    encoder: SentenceEncoder,
    questions: list[Question],
    originals: Mapping[str, str],
) -> None:
    asked = without_places(questions[::3])
    assert len(asked) >= 60
    assert 0.4 <= sum(q.gold.language == "en" for q in asked) / len(asked) <= 0.6
    theirs, _ = evaluate_neighbour(build_tutorial(originals, encoder), asked)
    tutorial = [theirs[q.gold.id][READ] for q in asked]
    assert mean([recall(assistant, q) for q in asked]) >= mean(tutorial) + BETTER


def recall(assistant: Assistant, question: LocatedQuestion) -> float | None:
    hits = assistant.search(question.gold.question, DEPTH).hits
    return recall_in_text(question.facts, [hit.text for hit in hits], 6_000)


def mean(scores: list[float | None]) -> float:
    known = [score for score in scores if score is not None]
    return sum(known) / len(known)
