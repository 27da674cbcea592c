"""The types that every other package speaks: documents, their stored text, passages and quotes."""

from dataclasses import dataclass, field
from typing import Literal

SentenceKind = Literal["sentence", "item", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range `[start, end)` of character offsets into a document's stored text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: "Span") -> int:
        """Number of characters that both spans cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Document:
    """One entry of the catalogue. What the document does not prove stays empty."""

    id: str
    title: str
    file: str
    sha256: str
    authors: tuple[str, ...] = ()
    publisher: str = ""
    year: int | None = None
    language: str = "nl"
    rights: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, or a run of pages, that the file proves.

    `index` counts physical pages from 1; `label` is what is printed ("17", "iv", or "55-57" where
    only a chapter's first and last page are proven). What the file does not prove is None.
    """

    index: int | None
    label: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text under one heading; `path` runs from the part or chapter to that heading."""

    path: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence, a list item, or a footnote body.

    `exact` is true when the sentence stands in the original file as one run of characters, white
    space and hyphens left out: only such a sentence may be quoted. It is false where a page or a
    footnote mark of the original interrupts it, or where contact details were taken out.
    """

    span: Span
    kind: SentenceKind = "sentence"
    exact: bool = True


@dataclass(frozen=True, slots=True)
class StoredText:
    """The repaired text of one document, which index, answers and viewer share.

    Paragraphs are parted by an empty line, list items stand on a line of their own after `• `, and
    headings stand on a line of their own outside every sentence. Sections are in reading order and
    do not overlap; sentences are in reading order, and each lies within one section. `paragraphs`
    are known of files that mark them and have no pages: list items and table rows count too.
    """

    document: str
    text: str
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    pages: tuple[Page, ...] = ()
    paragraphs: tuple[Span, ...] = ()

    def paragraph_label(self, span: Span) -> str | None:
        """Number within its section, from 1, of the paragraph or paragraphs of `span` ("3", "3-4"),
        or None where they are not known: how APA cites a source without pages."""
        section = next((one for one in self.sections if one.span.contains(span)), None)
        near = [one for one in self.paragraphs if section and section.span.contains(one)]
        touched = [number for number, one in enumerate(near, 1) if one.overlap(span)]
        if not touched:
            return None
        return str(touched[0]) if len(touched) == 1 else f"{touched[0]}-{touched[-1]}"

    def page_label(self, span: Span) -> str | None:
        """Printed page or pages of `span` ("17", "17-18"), or None unless all of it is proven."""
        touched = [page for page in self.pages if page.span.overlap(span)]
        covered = sum(page.span.overlap(span) for page in touched)
        labels = [page.label for page in touched if page.label is not None]
        if not touched or len(labels) < len(touched) or covered < len(span):
            return None
        first, last = labels[0].split("-")[0], labels[-1].split("-")[-1]
        return first if first == last else f"{first}-{last}"

    def section_path(self, span: Span) -> tuple[str, ...]:
        """Path of the section in which `span` starts; empty before the first heading."""
        for section in self.sections:
            if section.span.start <= span.start < section.span.end:
                return section.path
        return ()


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is indexed: whole sentences of one section, about 1,400 characters at most.

    `text == stored.text[span]`; sentence spans are offsets into the stored text. `windows` are the
    finer units within it, each a run of sentences given as a span. `copies` are the ids of passages
    that say nearly the same.
    """

    id: str
    document: str
    text: str
    span: Span
    section: tuple[str, ...]
    page: str | None
    sentences: tuple[Sentence, ...]
    windows: tuple[Span, ...]
    copies: tuple[str, ...] = field(default=())

    def cut(self, span: Span) -> str:
        """The text of a span within it."""
        return self.text[span.start - self.span.start : span.end - self.span.start]


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim piece of a document: `text == stored.text[span]`, always."""

    document: str
    span: Span
    text: str
    section: tuple[str, ...]
    page: str | None
