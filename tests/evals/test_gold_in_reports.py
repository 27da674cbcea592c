"""The gold beside the five reports as they are stored now."""

from pathlib import Path

import pytest

from corpus.catalogue import document_path, outline_path, read_catalogue
from corpus.document import StoredText
from evals.anchors import read_anchors
from evals.gold import Question, Split, read_dialogues, read_questions, standalone_questions
from evals.metrics.citations import page_labels_right
from evals.places import FoldedText, Place, find_evidence, locate_gold
from evals.split import sections_of, shared_sections, straddlers
from ingest.reading import read_text_report

CORPUS, EVALS = Path("corpus"), Path("evals")
ONE_PLACE = ("bt-", "qs-", "rk-", "sb-", "wt-")
PARAPHRASES = (
    ("bt-001", "bt-029", "qs-008", "sv-003", "sv-018"),
    ("bt-004", "bt-032", "qs-003", "qs-030"),
    ("bt-008", "bt-034", "rk-008", "rk-031", "sv-002", "sv-017"),
    ("bt-016", "bt-039", "qs-025", "qs-040"),
    ("bt-024", "rk-021", "rk-038"),
    ("bt-025", "bt-042", "sv-029"),
    ("bt-026", "sv-015", "sv-025"),
    ("qs-002", "wt-012", "wt-026", "sv-013", "sv-024"),
    ("qs-006", "rk-003"),
)
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
    """By the first quote of every fact, where the question was written from."""
    one_place = [question for question in questions if question.id.startswith(ONE_PLACE)]
    own, _ = sections_by_quote(one_place, stored_texts)
    assert shared_sections(own, {q.id: q.split for q in one_place}) == set()


def test_what_the_splits_share_is_counted(questions: list[Question], stored_texts: Texts) -> None:
    """Questions over several reports, and alternative quotes, can't stay out of each other's way:
    evals/second-reading.md gives the same numbers."""
    asked = [question for question in questions if not question.id.startswith("dg-")]
    splits: dict[str, Split] = {question.id: question.split for question in asked}
    own, alternatives = sections_by_quote(asked, stored_texts)
    tuned_on = sections_of("dev", splits, own)
    lent = [id for id in splits if splits[id] == "test" and alternatives[id] & tuned_on]
    assert (len(shared_sections(own, splits)), len(lent)) == (7, 16)


def test_turns_of_dialogues_that_share_a_section_with_the_other_split_are_counted(
    questions: list[Question], stored_texts: Texts
) -> None:
    """evals/second-reading.md names these turns; those of `dev` are no ground for tuning."""
    own, _ = sections_by_quote(questions, stored_texts)
    splits: dict[str, Split] = {question.id: question.split for question in questions}
    turns = {id: split for id, split in splits.items() if id.startswith("dg-")}
    straddling = [id for id in straddlers(own, splits) if id in turns]
    counts = {split: sum(turns[id] == split for id in straddling) for split in ("dev", "test")}
    assert (len(turns), counts) == (119, {"dev": 9, "test": 8})


def test_paraphrases_stand_in_one_split(questions: list[Question]) -> None:
    splits = {question.id: question.split for question in questions}
    assert [ids for ids in PARAPHRASES if len({splits[id] for id in ids}) > 1] == []


def sections_by_quote(
    questions: list[Question], texts: Texts
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """By question: the sections of first quotes, and those that only alternatives stand in."""
    found = find_evidence(questions, texts)
    own = {
        q.id: {section_of(place, texts) for n in q.nuggets for place in found[n.quotes[0]]}
        for q in questions
    }
    alternatives = {
        q.id: {
            section_of(place, texts)
            for nugget in q.nuggets
            for quote in nugget.quotes[1:]
            for place in found[quote]
        }
        - own[q.id]
        for q in questions
    }
    return own, alternatives


def section_of(place: Place, texts: Texts) -> str:
    spans = [section.span for section in texts[place.document].sections]
    number = next(i for i, span in enumerate(spans) if span.start <= place.span.start < span.end)
    return f"{place.document} {number}"


def test_the_pages_shown_are_those_proven_by_hand(stored_texts: Texts) -> None:
    anchors = read_anchors(EVALS / "pages.jsonl", stored_texts)
    assert len(anchors) >= 30
    assert page_labels_right(stored_texts, anchors) == 1.0
