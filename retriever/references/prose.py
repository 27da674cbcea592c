"""A report of quotes and references as plain text and as Markdown."""

import re
from collections.abc import Iterator

from retriever.question import Language
from retriever.references.report import Report
from retriever.references.rich import RichText, plain
from retriever.references.work import one_line

TITLES: dict[Language, str] = {"nl": "Citaten en bronnen", "en": "Quotes and sources"}
LISTS: dict[Language, str] = {"nl": "Bronnen", "en": "References"}
WITHOUT: dict[Language, str] = {
    "nl": "Bij deze vraag is niets geciteerd.",
    "en": "Nothing was quoted for this question.",
}


def write_text(report: Report) -> str:
    """The quotes and, under a heading if there are any, the list."""
    blocks = list(_text_blocks(report))
    entries = [plain(entry) for entry in report.entries]
    heading = [LISTS[report.language]] if blocks else []
    return "\n\n".join([*blocks, *heading, *entries]) + "\n"


def _text_blocks(report: Report) -> Iterator[str]:
    for turn in report.turns:
        if turn.question:
            yield one_line(turn.question)
        if turn.question and not turn.quotes:
            yield WITHOUT[report.language]
        for quote in turn.quotes:
            yield f"“{one_line(quote.text)}” {plain(quote.mark)}"


def write_markdown(report: Report) -> str:
    entries = [f"- {markdown(entry)}" for entry in report.entries]
    blocks = [
        f"# {TITLES[report.language]}",
        *_markdown_blocks(report),
        f"## {LISTS[report.language]}",
        "\n".join(entries),
    ]
    return "\n\n".join(blocks) + "\n"


def _markdown_blocks(report: Report) -> Iterator[str]:
    for turn in report.turns:
        if turn.question:
            yield f"## {escape(one_line(turn.question))}"
        if turn.question and not turn.quotes:
            yield WITHOUT[report.language]
        for quote in turn.quotes:
            text = escape(one_line(quote.text))
            yield f"> “{text}” {markdown(quote.mark)}"


def markdown(text: RichText) -> str:
    """Asterisks stand close to the words that they mark: Markdown wants it so."""
    parts = []
    for run in text:
        words = run.text.strip()
        sign = "**" if run.bold else "*" if run.italic else ""
        set_words = f"{sign}{escape(words)}{sign}" if words else ""
        parts.append(run.text.replace(words, set_words, 1) if words else run.text)
    return "".join(parts)


def escape(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|~]|&(?=#?\w+;))", r"\\\1", text)
