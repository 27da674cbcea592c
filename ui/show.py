"""The parts of the page as HTML, from the templates in pages/; whatever is filled in is escaped."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from corpus.document import Document, Span
from corpus.guide import Role
from retriever.answer import Answer, Citation, Claim
from retriever.guide import FirstQuestion
from retriever.prose import Piece, blocks
from ui.messages import LANGUAGES
from ui.turns import Turn
from ui.words import Words, said
from ui.words.ask import WORDS as ASK
from ui.words.shell import WORDS as SHELL

PAGES = Path(__file__).parent / "pages"
ROLES: tuple[Role, ...] = ("professional", "newcomer", "policymaker")


@pass_context
def address(context: Context, path: str, *asked: tuple[str, object]) -> str:
    """Of a plain page in the reader's language; the pages speak Dutch when not asked otherwise."""
    spoken = [("taal", "en")] if context["language"] == "en" else []
    query = urlencode([*asked, *spoken])
    return f"{path}?{query}" if query else path


@pass_context
def bron(context: Context, document: str, span: Span) -> str:
    """Address of the reading page, with the quote in view."""
    place = ("start", span.start), ("end", span.end)
    return f"{address(context, f'/bron/{quote(document)}', *place)}#citaat"


@pass_context
def permalink(context: Context, question: str, documents: Sequence[str]) -> str:
    """Address of the answer as a plain page."""
    within = (("document", id) for id in documents)
    return address(context, "/antwoord", ("vraag", question), *within)


@pass_context
def whole(context: Context, document: str) -> str:
    """Address of all that the document says."""
    return address(context, f"/bron/{quote(document)}")


def citation(answer: Answer, piece: Piece) -> Citation | None:
    """The citation that `piece` is the number of, if the answer has it."""
    if piece.kind != "citation":
        return None
    return next((one for one in answer.citations if one.number == int(piece.text)), None)


def claim(answer: Answer, piece: Piece) -> Claim | None:
    """The claim that `piece` is, when it is not a quote but a model's own words."""
    said = piece.text.strip()
    return next((c for c in answer.claims if c.verdict == "supported" and c.text == said), None)


def sources(answer: Answer) -> list[list[Citation]]:
    """Citations that follow each other from one place are one source."""
    groups = groupby(
        answer.citations, lambda one: (one.quote.document, one.quote.section, one.quote.page)
    )
    return [list(group) for _, group in groups]


@pass_context
def section(context: Context, document: str, span: Span) -> str:
    """Address of the reading page of the section in which `span` starts."""
    return address(context, f"/bron/{quote(document)}", ("start", span.start))


def number(value: int, language: str) -> str:
    """1.234 in Dutch, 1,234 in English."""
    grouped = f"{value:,}"
    return grouped if language == "en" else grouped.replace(",", ".")


def share(value: float | None, language: str) -> str:
    """Out of 1, as a percentage; a dash where nothing could be measured."""
    return "–" if value is None else f"{number(round(100 * value), language)}%"


def bar(value: float | None) -> Markup:
    """A share as a bar; the number beside it says the same."""
    width = round(120 * (value or 0))
    return Markup(
        '<svg class="balkje" viewBox="0 0 120 10" width="120" height="10" aria-hidden="true">'
        '<rect class="leegte" width="120" height="10"/><rect width="{}" height="10"/></svg>'
    ).format(width)


TEMPLATES = Environment(
    loader=FileSystemLoader(PAGES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.globals.update(
    bron=bron,
    whole=whole,
    permalink=permalink,
    blocks=blocks,
    citation=citation,
    claim=claim,
    sources=sources,
    section=section,
    number=number,
    share=share,
    bar=bar,
)


def render(template: str, language: str, words: Words, **values: object) -> str:
    """`pages/<template>.html` with the common words as `m` and those of a view as `w`."""
    found = TEMPLATES.get_template(f"{template}.html")
    return found.render(
        values, m=LANGUAGES[language], w=SimpleNamespace(**said(words, language)), language=language
    )


def heading_html(language: str) -> str:
    return render("heading", language, SHELL)


def footer_html(language: str) -> str:
    return render("footer", language, SHELL)


def panel_html(documents: Mapping[str, Document], language: str) -> str:
    return render("panel", language, SHELL, documents=list(documents.values()))


def start_html(questions: Sequence[FirstQuestion], language: str) -> str:
    """First questions, a list for each role, each with its theme."""
    by_role = {role: [one for one in questions if role in one.roles] for role in ROLES}
    return render("start", language, ASK, by_role=by_role)


def conversation_html(
    turns: Sequence[Turn], documents: Mapping[str, Document], language: str
) -> str:
    return render("conversation", language, ASK, turns=turns, documents=documents)
