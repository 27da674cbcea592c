"""The five reports as PDFs with known pages: every gold quote cites the page it stands on."""

from collections import Counter
from pathlib import Path
from unicodedata import normalize

import pytest

from corpus.document import Document, Span, StoredText
from evals.gold import read_questions
from evals.places import FoldedText, find_evidence
from ingest.report import read_report
from tests.ingest.report_pdf import DrawnLine, draw_report, printed
from tests.ingest.reports import REPORTS, ROOT, stored_text


def pages_of(drawn: list[DrawnLine], span: Span) -> list[int]:
    return sorted({line.page for line in drawn if line.span.overlap(span)})


def cited(text: StoredText, span: Span) -> list[int | None]:
    return [page.index for page in text.pages if page.span.overlap(span)]


def label(pages: list[int]) -> str:
    first, last = printed(pages[0]), printed(pages[-1])
    return first if first == last else f"{first}-{last}"


@pytest.mark.parametrize("report", REPORTS)
def test_every_quote_of_the_gold_cites_the_page_on_which_it_was_drawn(
    tmp_path: Path, report: str
) -> None:
    known = stored_text(report)
    drawn = draw_report(tmp_path / f"{report}.pdf", known)
    text = read_report(Document(report, report, f"{report}.pdf", ""), tmp_path / f"{report}.pdf")
    places = find_evidence(read_questions(ROOT / "evals" / "questions.jsonl"), {report: known})
    folded, wrong, lost, checked = FoldedText(text.text), [], [], 0
    for evidence, found in places.items():
        if not found:
            continue
        there = folded.find(evidence.quote)
        if len(there) != len(found):
            lost.append((evidence.quote, len(there), len(found)))
            continue
        for before, after in zip(found, there, strict=True):
            pages = pages_of(drawn, before.span)
            if (cited(text, after), text.page_label(after)) != (pages, label(pages)):
                wrong.append((evidence.quote, pages, cited(text, after), text.page_label(after)))
            checked += 1
    assert (wrong, lost) == ([], [])
    assert checked > 50
    assert_reads_alike(known, text)


def assert_reads_alike(known: StoredText, text: StoredText) -> None:
    """As good as every word, list item and heading of the text file comes out of its PDF."""
    for least, parts in ((0.999, words), (0.99, items), (0.97, headings)):
        expected = parts(known)
        assert (expected & parts(text)).total() >= least * expected.total(), expected - parts(text)


def words(text: StoredText) -> Counter[str]:
    return Counter(normalize("NFC", text.text).split())


def items(text: StoredText) -> Counter[str]:
    spans = [one.span for one in text.sentences if one.kind == "item"]
    return Counter(text.text[span.start : span.end] for span in spans)


def headings(text: StoredText) -> Counter[str]:
    return Counter(section.path[-1] for section in text.sections if section.path)
