"""The view Documenten: what each document contributes; editors add and remove by way of the API."""

from dataclasses import dataclass

import gradio

from corpus.document import Document
from retriever.following import newest
from ui.bus import hear
from ui.parts import Sources, plain
from ui.show import render
from ui.words import said
from ui.words.documents import WORDS
from ui.words.editing import REASONS
from ui.words.editing import WORDS as EDITING


@dataclass(frozen=True, slots=True)
class Holding:
    """What the index holds of a document."""

    document: Document
    passages: int
    characters: int
    sections: int

    @property
    def known(self) -> dict[str, str]:
        """What editors may change, as it stands in a form."""
        one = self.document
        year = "" if one.year is None else str(one.year)
        told = {"title": one.title, "authors": "; ".join(one.authors), "year": year}
        return {"id": one.id, **told, "publisher": one.publisher, "url": one.url}


class DocumentsView:
    """Filled whenever it is opened."""

    def __init__(self, sources: Sources, bus: gradio.HTML, language: gradio.Radio) -> None:
        self.sources, self.bus, self.language = sources, bus, language
        with gradio.Column(elem_id="deel-documenten", elem_classes="deel"):
            self.content = plain("", "documenten")

    def holdings(self) -> list[Holding]:
        """Of one generation of the index."""
        assistant = newest(self.sources.assistant)
        found = []
        for id, document in assistant.documents.items():
            stored, passages = assistant.text(id), assistant.passages(id)
            found.append(Holding(document, len(passages), len(stored.text), len(stored.sections)))
        return found

    def show(self, language: str) -> str:
        rows = self.holdings()
        total = sum(row.passages for row in rows) or 1
        words, reasons = {**WORDS, **EDITING}, said(REASONS, language)
        return render("documents", language, words, rows=rows, total=total, reasons=reasons)

    def wire(self) -> None:
        hear(self.bus, "documents", self.show, [self.language], [self.content])
        self.content.change(None, js="() => window.bronwijzer.filled()", api_visibility="private")
