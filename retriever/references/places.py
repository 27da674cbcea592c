"""Where a quote stands, as a citation says it: a proven page, or else the section."""

import re
from dataclasses import dataclass
from typing import Literal

from corpus.document import Quote
from retriever.question import Language

Label = Literal["page", "chapter", "section"]
NUMBERED = re.compile(r"(\d+(?:\.\d+)*)\.?\s+(\S.*)")
WORDS: dict[Language, dict[str, str]] = {
    "nl": {"page": "p.", "pages": "pp.", "chapter": "hoofdstuk", "section": "paragraaf"},
    "en": {"page": "p.", "pages": "pp.", "chapter": "chapter", "section": "section"},
}
PARAGRAPH: dict[Language, str] = {"nl": "alinea", "en": "para."}


@dataclass(frozen=True, slots=True)
class Place:
    """`text` without its label: "17-18", or "2.4, “Time out”"."""

    label: Label
    text: str

    def word(self, language: Language) -> str:
        """ "pp.", "paragraaf"."""
        is_range = self.label == "page" and "-" in self.text
        return WORDS[language]["pages" if is_range else self.label]

    def words(self, language: Language) -> str:
        """ "p. 17", "paragraaf 2.4, “Time out”"."""
        return f"{self.word(language)} {self.text}"


@dataclass(frozen=True, slots=True)
class Cited:
    """A document, or a quote that was found to stand in it. `paragraph` counts within its section,
    where the document marks paragraphs and has no pages."""

    document: str
    quote: Quote | None = None
    paragraph: str | None = None

    def place(self, language: Language) -> Place | None:
        """None where the document proves neither page nor section."""
        if self.quote is None:
            return None
        if self.quote.page:
            return Place("page", self.quote.page)
        found = section_place(self.quote.section)
        if found is None or self.paragraph is None:
            return found
        return Place(found.label, f"{found.text}, {PARAGRAPH[language]} {self.paragraph}")


def section_place(path: tuple[str, ...]) -> Place | None:
    """By the nearest number and the heading ("2.4, “Time out”"); without a number by the heading
    and the one above it, for a heading such as "Inleiding" stands in many chapters."""
    if not path:
        return None
    heading = path[-1]
    for depth in range(len(path) - 1, -1, -1):
        match = NUMBERED.fullmatch(path[depth])
        if match and ("." in match[1] or depth == 0):
            label: Label = "section" if "." in match[1] else "chapter"
            own = match[2] if depth == len(path) - 1 else heading
            return Place(label, f"{match[1]}, “{own}”")
    above = f" in “{path[-2]}”" if len(path) > 1 else ""
    return Place("section", f"“{heading}”{above}")
