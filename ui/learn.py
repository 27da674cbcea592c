"""The view Inwerken: how it works, what to read first, and the field's words with their sources."""

import gradio

from retriever.reading_path import path_of
from ui.bus import hear
from ui.parts import Sources, plain
from ui.show import ROLES, render
from ui.words.learn import WORDS


class LearnView:
    """Filled when it is first opened, and again in another language: the guide reads every text."""

    def __init__(self, sources: Sources, bus: gradio.HTML, language: gradio.Radio) -> None:
        self.sources, self.bus, self.language = sources, bus, language
        with gradio.Column(elem_id="deel-inwerken", elem_classes="deel"):
            self.content = plain("", "inwerken")

    def show(self, language: str) -> str:
        guide = self.sources.guide
        return render(
            "learn",
            language,
            WORDS,
            documents=self.sources.documents,
            paths={role: path_of(role, guide.reading_path) for role in ROLES},
            terms=guide.terminology.terms,
        )

    def wire(self) -> None:
        hear(self.bus, "learn", self.show, [self.language], [self.content])
        self.content.change(None, js="() => window.bronwijzer.filled()", api_visibility="private")
