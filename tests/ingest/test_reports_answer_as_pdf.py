"""The five reports answer no worse from PDFs than from their text files: paired, in one run."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.catalogue import read_catalogue
from corpus.encoder import SentenceEncoder
from corpus.entries import with_entries
from corpus.index import PassageIndex
from evals.gold import read_questions
from evals.metrics.bootstrap import lower_bound
from evals.metrics.recall import recall_in_text
from evals.places import LocatedQuestion, without_places
from ingest.pipeline import ingest
from retriever.assistant import Assistant
from tests.ingest.report_pdf import draw_report
from tests.ingest.reports import ROOT, stored_text

# As in the gate of the evaluation: with 95 % certainty no more than this is lost.
MARGIN = 0.03
HITS, CHARACTERS, WHOLE = 60, 6000, 10**6


def corpus_of_pdfs(folder: Path) -> Path:
    (folder / "documents").mkdir(parents=True)
    drawn = []
    for id, document in read_catalogue(ROOT / "corpus").items():
        path = folder / "documents" / f"{id}.pdf"
        draw_report(path, stored_text(id))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        drawn.append(replace(document, file=path.name, sha256=digest))
    (folder / "catalogue.toml").write_text(with_entries("", drawn), "utf-8")
    return folder


def recalls(assistant: Assistant, questions: Sequence[LocatedQuestion]) -> list[tuple[float, ...]]:
    """Of each question: gold facts in what a search finds, and in what an answer quotes."""
    found = []
    for question in questions:
        asked = question.gold.question
        hits = [hit.text for hit in assistant.search(asked, HITS).hits]
        quotes = [one.quote.text for one in assistant.ask(asked).citations]
        searched = recall_in_text(question.facts, hits, CHARACTERS)
        found.append((searched or 0.0, recall_in_text(question.facts, quotes, WHOLE) or 0.0))
    return found


@pytest.mark.slow
def test_the_reports_answer_no_worse_from_pdfs(
    tmp_path: Path, encoder: SentenceEncoder, report_index: PassageIndex, pdf_questions: int
) -> None:
    if not pdf_questions:
        pytest.skip("encodes all five anew; ask for it with --pdf-questions=1000")
    ingest(corpus_of_pdfs(tmp_path / "corpus"), tmp_path / "index", encoder)
    gold = read_questions(ROOT / "evals" / "questions.jsonl")
    questions = [one for one in without_places(gold) if one.facts][:pdf_questions]
    from_text, from_pdf = (
        recalls(Assistant(index, encoder), questions)
        for index in (report_index, PassageIndex(tmp_path / "index", encoder))
    )
    # The first letters of an id name the report that the question was written for.
    reports = [question.gold.id.split("-")[0] for question in questions]
    for before, after in zip(
        zip(*from_text, strict=True), zip(*from_pdf, strict=True), strict=True
    ):
        bound = lower_bound([new - old for old, new in zip(before, after, strict=True)], reports)
        assert bound is not None
        assert bound > -MARGIN
