"""What stands on the page, in the order in which it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import gradio

from corpus.document import Document
from retriever.question import LONGEST_QUESTION
from ui.messages import LANGUAGES, Messages
from ui.show import footer_html, heading_html, panel_html

HOURS_REMEMBERED = 12


@dataclass(frozen=True, slots=True)
class QuestionBar:
    """Where a question is typed and sent, and the conversation cleared."""

    question: gradio.Textbox
    ask: gradio.Button
    restart: gradio.Button


@dataclass(frozen=True, slots=True)
class Start:
    """The first questions to choose from, shown while nothing has been asked."""

    whole: gradio.Column
    title: gradio.HTML
    suggestions: list[gradio.Button]


@dataclass(frozen=True, slots=True)
class Parts:
    """Every part of the page that changes."""

    heading: gradio.HTML
    language: gradio.Radio
    turns: gradio.State
    conversation: gradio.HTML
    start: Start
    bar: QuestionBar
    panel: gradio.HTML
    footer: gradio.HTML


def plain(html: str, name: str) -> gradio.HTML:
    return gradio.HTML(html, elem_id=name, apply_default_css=False, js_on_load=None)


def question_bar(m: Messages) -> QuestionBar:
    with gradio.Row(elem_id="vraagbalk"):
        question = gradio.Textbox(
            label=m.question,
            placeholder=m.placeholder,
            max_length=LONGEST_QUESTION,
            max_lines=5,
            elem_id="vraagvak",
        )
        ask = gradio.Button(m.ask, variant="primary", elem_id="vraagknop")
    restart = gradio.Button(m.restart, visible=False, elem_id="opnieuw")
    return QuestionBar(question, ask, restart)


def start(m: Messages, suggestions: Sequence[str]) -> Start:
    with gradio.Column(elem_id="begin") as whole:
        title = plain(m.first_questions, "beginkop")
        return Start(whole, title, [gradio.Button(one) for one in suggestions])


def lay_out(documents: Mapping[str, Document], language: str, suggestions: Sequence[str]) -> Parts:
    m = LANGUAGES[language]
    with gradio.Row(elem_id="kop"):
        heading = plain(heading_html(language), "belofte")
        choices = [(one.name, key) for key, one in LANGUAGES.items()]
        switch = gradio.Radio(choices, value=language, label=m.language, elem_id="taal")
    with gradio.Row(elem_id="werkblad"):
        with gradio.Column(elem_id="links"):
            turns = gradio.State((), time_to_live=HOURS_REMEMBERED * 3600)
            conversation = plain("", "gesprek")
            first = start(m, suggestions)
            bar = question_bar(m)
        with gradio.Column(elem_id="rechts"):
            panel = plain(panel_html(documents, language), "bronpaneel")
    footer = plain(footer_html(language), "voet")
    return Parts(heading, switch, turns, conversation, first, bar, panel, footer)
