"""The view Plan toetsen: what the documents say for and against each sentence of a text."""

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import gradio

from corpus.origin import origin
from retriever.check import CheckedSentence
from retriever.check_reply import reference
from ui.messages import FIRST_LANGUAGE
from ui.parts import Sources, Updates, plain, quiet, working
from ui.show import render
from ui.words import said
from ui.words.check import REASONS, WORDS

# In characters, as at POST /api/verify: checking takes up to half a second a sentence.
LONGEST = 20_000

log = logging.getLogger(__name__)


def parts_of(text: str) -> list[str]:
    """Paragraphs with letters in them, each of which can be checked apart."""
    found = re.split(r"\n\s*\n", text)
    return [part for part in found if any(letter.isalnum() for letter in part)]


class CheckView:
    """A text, and what was found of it; the text is kept nowhere."""

    def __init__(self, sources: Sources, language: gradio.Radio) -> None:
        self.sources, self.language = sources, language
        w = said(WORDS, FIRST_LANGUAGE)
        with gradio.Column(elem_id="deel-toetsen", elem_classes="deel"):
            self.intro = plain(render("plan", FIRST_LANGUAGE, WORDS), "planuitleg")
            self.text = gradio.Textbox(
                label=w["text"],
                placeholder=w["placeholder"],
                lines=8,
                max_lines=16,
                max_length=LONGEST,
                elem_id="plantekst",
            )
            self.file = plain(render("plan_file", FIRST_LANGUAGE, WORDS), "planbestandvak")
            with gradio.Row(elem_id="planknoppen"):
                self.check = gradio.Button(w["check"], variant="primary", elem_id="toetsknop")
                self.stop = gradio.Button(w["stop"], elem_id="toetsstop", visible=False)
            self.result = plain("", "planuitslag")

    def show(self, sentences: Sequence[CheckedSentence], language: str, busy: bool) -> str:
        documents = self.sources.documents
        quotes = [quote for one in sentences for quote in (*one.supporting, *one.against)]
        references = dict.fromkeys(reference(one, documents[one.document]) for one in quotes)
        return render(
            "checked",
            language,
            WORDS,
            documents=documents,
            sentences=sentences,
            counts=Counter(one.finding for one in sentences),
            references=list(references),
            reference=reference,
            reasons=said(REASONS, language),
            busy=busy,
        )

    def run(self, text: str, language: str) -> Iterator[Updates]:
        """The result as it grows, paragraph by paragraph."""
        w, found = said(WORDS, language), list[CheckedSentence]()
        parts = parts_of(text[:LONGEST])
        if not parts:
            yield self._told(f'<p role="alert">{w["empty"]}</p>')
            return
        try:
            for part in parts:
                yield self._told(self.show(found, language, busy=True), busy=True)
                found += self.sources.assistant.check(part)
            yield self._told(self.show(found, language, busy=False))
        except Exception as error:
            where = origin(error.__traceback__)
            log.error("%s while checking a text\n%s", type(error).__name__, where)
            yield self._told(f'<p role="alert">{w["failed"]}</p>')

    def _told(self, html: str, busy: bool = False) -> Updates:
        return {
            self.result: html,
            self.check: gradio.Button(visible=not busy),
            self.stop: gradio.Button(visible=busy),
        }

    def stopped(self) -> Updates:
        return {self.check: gradio.Button(visible=True), self.stop: gradio.Button(visible=False)}

    def translate(self, language: str) -> Updates:
        w = said(WORDS, language)
        return {
            self.intro: render("plan", language, WORDS),
            self.text: gradio.Textbox(label=w["text"], placeholder=w["placeholder"]),
            self.file: render("plan_file", language, WORDS),
            self.check: gradio.Button(w["check"]),
            self.stop: gradio.Button(w["stop"]),
            self.result: "",
        }

    def wire(self) -> None:
        buttons = [self.check, self.stop]
        running = working(
            [self.check.click], self.run, [self.text, self.language], [self.result, *buttons]
        )
        quiet([self.stop.click], self.stopped, None, buttons, cancels=[running])
        words = [self.intro, self.text, self.file, *buttons, self.result]
        quiet([self.language.change], self.translate, [self.language], words)
