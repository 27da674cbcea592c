"""Sets citations and reference lists in any CSL style. The only module that knows citeproc."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import TypeAlias

import citeproc
from citeproc.source.json import CiteProcJSON

from retriever.question import Language
from retriever.references.csl import csl_item
from retriever.references.names import Organisation
from retriever.references.places import Place
from retriever.references.rich import ANY_MARK, RichText, marked, plain, read_marks
from retriever.references.styles import (
    UnknownStyle,
    adapt_style,
    advice,
    numbers_are_set_apart,
    style_text,
)
from retriever.references.tokens import (
    Tokens,
    capitalise_particles,
    join_two_organisations,
    name_place,
    said_once,
)
from retriever.references.work import Work

# citeproc-py ships no types.
Bibliography: TypeAlias = citeproc.CitationStylesBibliography
LOCALES: dict[Language, str] = {"nl": "nl-NL", "en": "en-US"}


@dataclass(frozen=True, slots=True)
class Referred:
    """One citation: which work, and where in it if that is known."""

    work: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """`marks` as they stand in a text, one for each citation; `entries` of the reference list by
    work, in the style's order."""

    marks: tuple[RichText, ...]
    entries: tuple[tuple[str, RichText], ...]


class _Formatter:
    """What citeproc-py asks of a formatter; what is neither italic, bold nor raised stays plain."""

    preformat = Light = Underline = Subscript = SmallCaps = str
    Italic = Oblique = staticmethod(partial(marked, "italic"))
    Bold = staticmethod(partial(marked, "bold"))
    Superscript = staticmethod(partial(marked, "raised"))


def render(
    works: Sequence[Work], cited: Sequence[Referred], style: str, language: Language
) -> Rendered:
    """Every work gets an entry, cited or not, where the style has a list. Raises UnknownStyle."""
    setting = _Setting(style, language, works, cited)
    try:
        return setting.rendered()
    except Exception as error:
        # Styles are programs: of some, citeproc-py runs into what it does not know.
        raise UnknownStyle(f"style {style!r} can't be set here; choose {advice(style)}") from error


class _Setting:
    """One list with its citations. Titles and sections go through citeproc as tokens, so that it
    changes no letter of them; order is made with the titles themselves."""

    def __init__(
        self, style: str, language: Language, works: Sequence[Work], cited: Sequence[Referred]
    ) -> None:
        self._style, self._source = style, style_text(style)
        self._language, self._cited = language, cited
        self._tokens = Tokens()
        self._works = {work.id: work for work in works}

    def rendered(self) -> Rendered:
        order = self._sorted_ids()
        suffixes = self._year_suffixes(order)
        bibliography = self._bibliography(
            [self._item(self._works[id], suffixes.get(id)) for id in order]
        )
        entries = self._entries(bibliography)
        marks = {one: self._mark(bibliography, one) for one in dict.fromkeys(self._cited)}
        return Rendered(tuple(marks[one] for one in self._cited), entries)

    def _bibliography(self, items: Sequence[Mapping[str, object]]) -> Bibliography:
        adapted = BytesIO(adapt_style(self._source, self._language))
        style = citeproc.CitationStylesStyle(
            adapted, locale=LOCALES[self._language], validate=False
        )
        made = citeproc.CitationStylesBibliography(style, CiteProcJSON(items), _Formatter())
        for item in items:
            made.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        return made

    def _sorted_ids(self) -> list[str]:
        """As the style sorts them; what has no author, by its title."""
        items = []
        for work in self._works.values():
            item = csl_item(work)
            items.append({"author": [{"literal": work.title}]} | item)
        bibliography = self._bibliography(items)
        if bibliography.style.has_bibliography():
            bibliography.sort()
        return [str(key) for key in bibliography.keys]

    def _item(self, work: Work, suffix: str | None) -> dict[str, object]:
        item = csl_item(work) | {"title": self._tokens.hold("title", work.title)}
        item.pop("publisher", None)
        item.pop("URL", None)
        if work.publisher and not self._repeats_author(work):
            item["publisher"] = self._tokens.hold("publisher", work.publisher)
        if suffix:
            undated = {"nl": "z.d.", "en": "n.d."}[self._language]
            year = f"{work.year}{suffix}" if work.year else f"{undated}-{suffix}"
            item["issued"] = {"date-parts": [[self._tokens.hold_year(year)]]}
        return item

    def _repeats_author(self, work: Work) -> bool:
        """The APA names a publisher that is the author too only once (7th edition, 9.29)."""
        return self._style.startswith("apa") and work.authors == (Organisation(work.publisher),)

    def _year_suffixes(self, order: Sequence[str]) -> dict[str, str]:
        """ "a", "b" for works that the style would cite by the same mark."""
        items = [self._item(self._works[id], None) for id in order]
        bibliography = self._bibliography(items)
        marks = {id: plain(self._mark(bibliography, Referred(id))) for id in order}
        found: dict[str, str] = {}
        for id in order:
            same = [other for other in order if marks[other] == marks[id]]
            if len(same) > 1:
                found[id] = _letters(same.index(id))
        return found

    def _entries(self, bibliography: Bibliography) -> tuple[tuple[str, RichText], ...]:
        if not bibliography.style.has_bibliography():
            return ()
        set_apart = numbers_are_set_apart(self._source)
        entries = []
        for item in bibliography.items:
            # One at a time: citeproc-py passes over what a style leaves empty.
            text = "".join(str(one) for one in bibliography.style.render_bibliography([item]))
            if text:
                text = _apart(text) if set_apart else text
                entries.append((item.key, self._finish(self._with_address(text, item.key))))
        return tuple(entries)

    def _with_address(self, text: str, id: str) -> str:
        """The address goes last, without words: styles say when it was visited, which is not
        known."""
        work = self._works[id]
        joined = join_two_organisations(text, work.authors)
        return f"{joined.rstrip()} {self._tokens.hold('url', work.url)}" if work.url else joined

    def _mark(self, bibliography: Bibliography, cited: Referred) -> RichText:
        locator, token = {}, ""
        if cited.place:
            text = cited.place.text
            token = "" if cited.place.label == "page" else self._tokens.hold("section", text)
            locator["locator"] = citeproc.Locator(cited.place.label, token or text)
        citation = citeproc.Citation([citeproc.CitationItem(cited.work, **locator)])
        citation.bibliography = bibliography
        text = str(bibliography.style.render_citation(citation, [], str))
        if token and cited.place:
            text = name_place(text, token, cited.place.word(self._language))
        if self._language == "nl":
            text = text.replace("Paragraaf ", "paragraaf ").replace("Hoofdstuk ", "hoofdstuk ")
            text = capitalise_particles(text, self._works[cited.work].authors)
        return self._finish(text)

    def _finish(self, text: str) -> RichText:
        return read_marks(self._tokens.fill(said_once(text)))


def _apart(entry: str) -> str:
    """A space between the number in the margin and what follows it."""
    number = re.compile(rf"^((?:{ANY_MARK})*[\[(]?\d+[\]).]*)(?=(?:{ANY_MARK})*[^\s\d])")
    return number.sub(r"\1 ", entry)


def _letters(number: int) -> str:
    """a to z, then aa, ab …"""
    first, last = divmod(number, 26)
    return (_letters(first - 1) if first else "") + "abcdefghijklmnopqrstuvwxyz"[last]
