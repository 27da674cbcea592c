"""The page: a question box, a conversation of cited answers, and the source beside it."""

import logging
import traceback
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, cast

import gradio
from starlette.applications import Starlette

from retriever.assistant import Assistant
from retriever.question import BadQuestion
from ui.messages import FIRST_LANGUAGE, LANGUAGES, Messages
from ui.parts import Parts, lay_out
from ui.show import Turn, conversation_html, footer_html, heading_html, panel_html
from ui.theme import SCRIPT, STYLE, theme

# As many as a small machine answers side by side; the others wait their turn.
ANSWERED_AT_ONCE = 4
# A follow-up may lean on as many questions before it.
TURNS_REMEMBERED = 20

log = logging.getLogger(__name__)

Turns = Sequence[Turn]
Updates = dict[Any, Any]
# Questions to begin with, as many in each language.
Suggestions = Mapping[str, Sequence[str]]


def answered(assistant: Assistant, question: str, turns: Turns, m: Messages) -> Turn:
    """The turn after `turns` with its answer, or with one friendly sentence: causes go to the
    log."""
    history = [turn.question for turn in turns[-TURNS_REMEMBERED:]]
    try:
        return Turn(question, assistant.ask(question, history=history))
    except BadQuestion:
        return Turn(question, failed=m.bad_question)
    except Exception as error:
        # Without the error's message: it may hold the question, which is never logged.
        where = "".join(traceback.format_tb(error.__traceback__, limit=-5))
        log.error("%s while answering a question\n%s", type(error).__name__, where)
        return Turn(question, failed=m.failed)


class Page:
    """The parts and what happens when they are used."""

    def __init__(self, assistant: Assistant, parts: Parts, suggestions: Suggestions) -> None:
        self.assistant = assistant
        self.suggestions = suggestions
        self.parts = parts

    def show(self, turns: Turns, language: str) -> Updates:
        return {
            self.parts.turns: turns,
            self.parts.conversation: conversation_html(turns, self.assistant.documents, language),
            self.parts.start.whole: gradio.Column(visible=not turns),
            self.parts.bar.restart: gradio.Button(visible=bool(turns)),
        }

    def ask(self, question: str, turns: Turns, language: str) -> Iterator[Updates]:
        waiting = self.show((*turns, Turn(question)), language)
        yield waiting | {self.parts.bar.question: ""}
        turn = answered(self.assistant, question, turns, LANGUAGES[language])
        yield self.show((*turns, turn), language)

    def restart(self, language: str) -> Updates:
        return self.show((), language)

    def translate(self, turns: Turns, language: str) -> Updates:
        m, parts = LANGUAGES[language], self.parts
        words = {
            parts.heading: heading_html(language),
            parts.language: gradio.Radio(label=m.language),
            parts.start.title: m.first_questions,
            parts.bar.question: gradio.Textbox(label=m.question, placeholder=m.placeholder),
            parts.bar.ask: m.ask,
            parts.bar.restart: gradio.Button(m.restart, visible=bool(turns)),
            parts.panel: panel_html(self.assistant.documents, language),
            parts.footer: footer_html(language),
        }
        suggestions = zip(parts.start.suggestions, self.suggestions[language], strict=True)
        return self.show(turns, language) | words | dict(suggestions)

    def wire(self) -> None:
        parts, bar = self.parts, self.parts.bar
        shown = [parts.turns, parts.conversation, parts.start.whole, bar.restart]
        said = [parts.heading, parts.language, parts.start.title, bar.question, bar.ask]
        said += [parts.panel, parts.footer, *parts.start.suggestions]
        quiet = partial(gradio.on, show_progress="hidden", api_visibility="private")
        once = partial(quiet, concurrency_limit=ANSWERED_AT_ONCE, concurrency_id="ask")
        asked = [parts.turns, parts.language]
        sent = [bar.question.submit, bar.ask.click]
        once(sent, self.ask, [bar.question, *asked], [*shown, bar.question])
        for button in parts.start.suggestions:
            once([button.click], self.ask, [button, *asked], [*shown, bar.question])
        quiet([bar.restart.click], self.restart, [parts.language], shown)
        quiet([parts.language.change], self.translate, asked, [*shown, *said])
        quiet([parts.conversation.change], None, js="() => window.bronwijzer.shown()")
        quiet(
            [parts.language.change],
            None,
            [parts.language],
            js="(language) => { document.documentElement.lang = language; }",
        )


def build_page(assistant: Assistant, suggestions: Suggestions) -> gradio.Blocks:
    """The page as Gradio blocks."""
    blocks = gradio.Blocks(title="Bronwijzer", analytics_enabled=False, fill_width=True)
    with blocks:
        parts = lay_out(assistant.documents, FIRST_LANGUAGE, suggestions[FIRST_LANGUAGE])
        Page(assistant, parts, suggestions).wire()
    return blocks


def mount_page(app: Starlette, assistant: Assistant, suggestions: Suggestions) -> None:
    """Puts the page at `/` of `app`, a FastAPI app whose own routes go before it."""
    gradio.mount_gradio_app(
        cast(Any, app),  # FastAPI by contract; its type is the server's alone
        build_page(assistant, suggestions),
        path="/",
        theme=theme(),
        css=STYLE,
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
