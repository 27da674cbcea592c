"""The gold beside the five reports as they are stored now."""

from pathlib import Path

import pytest

from corpus.catalogue import document_path, outline_path, read_catalogue
from corpus.document import StoredText
from evals.anchors import read_anchors
from evals.gold import Question, read_dialogues, read_questions, standalone_questions
from evals.metrics.citations import page_labels_right
from evals.places import FoldedText, LocatedQuestion, Place, locate_gold
from evals.split import shared_sections
from ingest.reading import read_text_report

CORPUS, EVALS = Path("corpus"), Path("evals")
Texts = dict[str, StoredText]


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    dialogues = read_dialogues(EVALS / "dialogues.jsonl")
    return read_questions(EVALS / "questions.jsonl") + standalone_questions(dialogues)


@pytest.fixture(scope="module")
def stored_texts() -> Texts:
    return {
        id: read_text_report(
            document, document_path(CORPUS, document), outline_path(CORPUS, document)
        )
        for id, document in read_catalogue(CORPUS).items()
    }


def test_every_quote_stands_in_its_file(questions: list[Question]) -> None:
    files = {id: document_path(CORPUS, one) for id, one in read_catalogue(CORPUS).items()}
    folded = {id: FoldedText(path.read_text("utf-8")) for id, path in files.items()}
    evidence = {e for q in questions for nugget in q.nuggets for e in nugget.quotes}
    assert [e.quote for e in evidence if not folded[e.document].find(e.quote)] == []


def test_every_quote_stands_in_the_stored_text(
    questions: list[Question], stored_texts: Texts
) -> None:
    located = locate_gold(questions, stored_texts)
    assert all(fact.places for question in located for fact in question.facts)


def test_no_section_serves_both_splits(questions: list[Question], stored_texts: Texts) -> None:
    """By the place that a question was written from: the first quote of each fact. Alternatives
    elsewhere, and questions over several reports, touch what others ask about."""
    located = [q for q in locate_gold(questions, stored_texts) if is_about_one_report(q)]
    assert len(located) >= 200
    sections = {
        question.gold.id: {section_of(fact.places[0], stored_texts) for fact in question.facts}
        for question in located
    }
    assert shared_sections(sections, {q.gold.id: q.gold.split for q in located}) == set()


def is_about_one_report(question: LocatedQuestion) -> bool:
    reports = {fact.places[0].document for fact in question.facts}
    return len(reports) == 1 and not question.gold.id.startswith(("sv-", "dg-"))


def section_of(place: Place, texts: Texts) -> str:
    spans = [section.span for section in texts[place.document].sections]
    number = next(i for i, span in enumerate(spans) if span.start <= place.span.start < span.end)
    return f"{place.document} {number}"


def test_the_pages_shown_are_those_proven_by_hand(stored_texts: Texts) -> None:
    anchors = read_anchors(EVALS / "pages.jsonl", stored_texts)
    assert len(anchors) >= 30
    assert page_labels_right(stored_texts, anchors) == 1.0
