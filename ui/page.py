"""The page: its views beside the source that they cite, mounted in the server."""

from typing import Any, cast

import gradio
from starlette.applications import Starlette

from retriever.assistant import Assistant
from retriever.guide import Guides
from ui.ask import AskView
from ui.bus import hear, lay_bus
from ui.check import CheckView
from ui.cite import CiteView
from ui.documents import DocumentsView
from ui.judge import JudgeView
from ui.learn import LearnView
from ui.messages import FIRST_LANGUAGE, LANGUAGES
from ui.parts import Sources, Updates, View, plain, quiet
from ui.quality import QualityView, Results
from ui.show import footer_html, heading_html, panel_html, render
from ui.theme import FIRST_SCRIPT, SCRIPT, STYLE, theme
from ui.words.shell import WORDS


class Shell:
    """What surrounds the views: name, navigation, language, the source and the footer."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        m = LANGUAGES[FIRST_LANGUAGE]
        self.signs = plain(render("signs", FIRST_LANGUAGE, WORDS), "seinen")
        with gradio.Row(elem_id="kop"):
            self.heading = plain(heading_html(FIRST_LANGUAGE), "belofte")
            choices = [(one.name, key) for key, one in LANGUAGES.items()]
            self.language = gradio.Radio(
                choices, value=FIRST_LANGUAGE, label=m.language, elem_id="taal"
            )
        with gradio.Row(elem_id="werkblad"):
            self.left = gradio.Column(elem_id="links")
            with gradio.Column(elem_id="rechts"):
                self.panel = plain(panel_html(sources.documents, FIRST_LANGUAGE), "bronpaneel")
        self.footer = plain(footer_html(FIRST_LANGUAGE), "voet")

    def translate(self, language: str) -> Updates:
        return {
            self.signs: render("signs", language, WORDS),
            self.heading: heading_html(language),
            self.language: gradio.Radio(label=LANGUAGES[language].language),
            self.panel: panel_html(self.sources.documents, language),
            self.footer: footer_html(language),
        }

    def begin(self, language: str) -> str:
        return panel_html(self.sources.documents, language)

    def wire(self, bus: gradio.HTML) -> None:
        hear(bus, "begin_source", self.begin, [self.language], [self.panel])
        hear(bus, "nudge", lambda: None, [], [])
        said = [self.signs, self.heading, self.language, self.panel, self.footer]
        quiet([self.language.change], self.translate, [self.language], said)
        quiet(
            [self.language.change],
            None,
            [self.language],
            js="(language) => window.bronwijzer.speak(language)",
        )


NOT_MEASURED = Results()


def build_page(assistant: Assistant, guides: Guides, results: Results) -> gradio.Blocks:
    """The page as Gradio blocks."""
    sources = Sources(assistant, guides)
    blocks = gradio.Blocks(title="Bronwijzer", analytics_enabled=False, fill_width=True)
    with blocks:
        shell = Shell(sources)
        bus = lay_bus()
        with shell.left:
            asking = AskView(sources, bus, shell.language)
            views: list[View] = [
                asking,
                LearnView(sources, bus, shell.language),
                CheckView(sources, shell.language),
                CiteView(sources, bus, shell.language, asking.turns),
                DocumentsView(sources, bus, shell.language),
                QualityView(sources, bus, shell.language, results),
                JudgeView(sources, bus, shell.language, asking.turns),
            ]
        shell.wire(bus)
        for view in views:
            view.wire()
    return blocks


def mount_page(
    app: Starlette, assistant: Assistant, guides: Guides, results: Results = NOT_MEASURED
) -> None:
    """Puts the page at `/` of `app`, a FastAPI app whose own routes go before it."""
    gradio.mount_gradio_app(
        cast(Any, app),  # FastAPI by contract; its type is the server's alone
        build_page(assistant, guides, results),
        path="/",
        theme=theme(),
        css=STYLE,
        head=FIRST_SCRIPT,
        js=SCRIPT,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size=1,
    )
