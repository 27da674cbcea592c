"""The five reports as the code reads them, and the labels that people made by hand."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from corpus.document import Document, Passage, StoredText
from ingest.passages import cut_passages
from ingest.reading import read_text_report

ROOT = Path(__file__).parents[2]
LABELS = Path(__file__).parent / "data"
REPORTS = sorted(path.stem for path in (ROOT / "corpus" / "documents").glob("*-20??.txt"))


def report_path(report: str) -> Path:
    return ROOT / "corpus" / "documents" / f"{report}.txt"


def outline_path(report: str) -> Path:
    return ROOT / "corpus" / "outlines" / f"{report}.toml"


@cache
def stored_text(report: str) -> StoredText:
    document = Document(report, report, report_path(report).name, "")
    return read_text_report(document, report_path(report), outline_path(report))


@cache
def stored_by_rules(report: str) -> StoredText:
    document = Document(report, report, report_path(report).name, "")
    return read_text_report(document, report_path(report))


@cache
def passages(report: str) -> list[Passage]:
    return cut_passages(stored_text(report))


def raw_lines(report: str) -> list[str]:
    return report_path(report).read_text("utf-8").split("\n")


def labels(report: str, kind: str) -> list[dict[str, Any]]:
    rows = (LABELS / f"{report}.{kind}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(row) for row in rows]


def on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def without_space(text: str) -> str:
    return re.sub(r"\s+", "", text)
