"""The parts of the page as HTML, from the templates in pages/; whatever is filled in is escaped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.document import Document, Span
from retriever.answer import Answer, Citation
from ui.messages import LANGUAGES
from ui.prose import Piece, blocks

PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what became of it: being answered, answered, or failed with a message."""

    question: str
    answer: Answer | None = None
    failed: str = ""


def bron(document: str, span: Span) -> str:
    """Address of the reading page, with the quote in view."""
    return f"/bron/{document}?start={span.start}&end={span.end}#citaat"


def citation(answer: Answer, piece: Piece) -> Citation | None:
    """The citation that `piece` is the number of, if the answer has it."""
    if piece.kind != "citation":
        return None
    return next((one for one in answer.citations if one.number == int(piece.text)), None)


def sources(answer: Answer) -> list[list[Citation]]:
    """Citations that follow each other from one place are one source."""
    groups = groupby(
        answer.citations, lambda one: (one.quote.document, one.quote.section, one.quote.page)
    )
    return [list(group) for _, group in groups]


TEMPLATES = Environment(
    loader=FileSystemLoader(PAGES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.globals.update(bron=bron, blocks=blocks, citation=citation, sources=sources)


def heading_html(language: str) -> str:
    return TEMPLATES.get_template("heading.html").render(m=LANGUAGES[language])


def footer_html(language: str) -> str:
    return TEMPLATES.get_template("footer.html").render(m=LANGUAGES[language])


def panel_html(documents: Mapping[str, Document], language: str) -> str:
    template = TEMPLATES.get_template("panel.html")
    return template.render(documents=documents.values(), m=LANGUAGES[language])


def conversation_html(
    turns: Sequence[Turn], documents: Mapping[str, Document], language: str
) -> str:
    template = TEMPLATES.get_template("conversation.html")
    return template.render(turns=turns, documents=documents, m=LANGUAGES[language])
