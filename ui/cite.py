"""The view Verwijzen: what a reader kept, as references to take along."""

import base64
from collections.abc import Iterable, Sequence
from typing import get_args

import gradio

from corpus.index import UnknownDocument
from retriever.question import LONGEST_QUESTION, Language
from retriever.references.places import Cited
from retriever.references.prove import UnprovenQuote, Wanted, prove
from retriever.references.report import Turn as CitedTurn
from retriever.references.write import ReferenceFile, check_format, write_references
from ui.bus import hear, sent
from ui.messages import FIRST_LANGUAGE
from ui.parts import Sources, Updates, plain, quiet, remembered
from ui.show import render
from ui.turns import Turn
from ui.words import said
from ui.words.cite import WORDS

STYLES = {"apa": "APA", "chicago": "Chicago", "vancouver": "Vancouver"}
FORMATS = {"text": "", "markdown": "Markdown", "docx": "Word"}
RECORDS = {"ris": "RIS", "bibtex": "BibTeX", "csl-json": "CSL-JSON"}
MOST_KEPT = 200

Basket = Sequence[CitedTurn]


def places_of(kept: object) -> list[Wanted]:
    """The places that the page sent, each a document and two offsets; what is none is left out."""
    return [
        Wanted(one[0], one[1], one[2])
        for one in (kept if isinstance(kept, list) else [])
        if isinstance(one, list) and [type(part) for part in one] == [str, int, int]
    ][:MOST_KEPT]


def conversation_of(turns: Iterable[Turn]) -> list[CitedTurn]:
    """The answers that quote something, under their questions."""
    return [
        CitedTurn(tuple(Cited(c.quote.document, c.quote) for c in t.answer.citations), t.question)
        for t in turns
        if t.answer and t.answer.citations
    ]


class CiteView:
    """A basket of quotes and answers; the browser keeps their places, the server looks them up."""

    def __init__(
        self, sources: Sources, bus: gradio.HTML, language: gradio.Radio, turns: gradio.State
    ) -> None:
        self.sources, self.bus, self.language, self.turns = sources, bus, language, turns
        w = said(WORDS, FIRST_LANGUAGE)
        with gradio.Column(elem_id="deel-verwijzen", elem_classes="deel"):
            self.basket = remembered(())
            self.intro = plain(render("cite", FIRST_LANGUAGE, WORDS), "verwijsuitleg")
            self.kept = plain(self._kept_html((), FIRST_LANGUAGE), "bewaard")
            with gradio.Row(elem_id="vorm"):
                self.of = gradio.Radio(self._of(w), value="basket", label=w["from"])
                self.style = gradio.Radio(
                    [(name, key) for key, name in STYLES.items()], value="apa", label=w["style"]
                )
                self.format = gradio.Radio(self._formats(w), value="text", label=w["format"])
            self.preview = plain("", "voorbeeld")

    def _of(self, w: dict[str, str]) -> list[tuple[str, str]]:
        return [(w["basket"], "basket"), (w["conversation"], "conversation")]

    def _formats(self, w: dict[str, str]) -> list[tuple[str, str]]:
        return [(name or w["text"], key) for key, name in (FORMATS | RECORDS).items()]

    def _kept_html(self, basket: Basket, language: str, problem: str = "") -> str:
        stored = [
            {
                "question": one.question,
                "places": [
                    [c.document, c.quote.span.start, c.quote.span.end] for c in one.cited if c.quote
                ],
            }
            for one in basket
        ]
        documents = self.sources.documents
        values = {"kept": basket, "stored": stored, "documents": documents, "problem": problem}
        return render("basket", language, WORDS, **values)

    def show(self, basket: Basket, language: str, problem: str = "") -> Updates:
        return {
            self.basket: tuple(basket),
            self.kept: self._kept_html(basket, language, problem),
        }

    def _add(
        self, basket: Basket, question: str, places: Sequence[Wanted], language: str
    ) -> Updates:
        try:
            found = tuple(prove(one, self.sources.assistant) for one in places)
        except (UnprovenQuote, UnknownDocument):
            return self.show(basket, language, said(WORDS, language)["not_there"])
        new = CitedTurn(found, question)
        known = not found or new in basket or len(basket) >= MOST_KEPT
        return self.show(basket if known else (*basket, new), language)

    def keep(self, event: gradio.EventData, basket: Basket, language: str) -> Updates:
        return self._add(basket, "", places_of([sent(event, "place")]), language)

    def keep_answer(
        self, event: gradio.EventData, basket: Basket, turns: Sequence[Turn], language: str
    ) -> Updates:
        at = sent(event, "turn")
        if not isinstance(at, int) or not 0 <= at < len(turns):
            return self.show(basket, language)
        answer = turns[at].answer
        quotes = [citation.quote for citation in answer.citations] if answer else []
        places = [Wanted(one.document, one.span.start, one.span.end) for one in quotes]
        return self._add(basket, turns[at].question, places, language)

    def restore(self, event: gradio.EventData, basket: Basket, language: str) -> Updates:
        """What the browser remembers, where it still stands so."""
        kept = sent(event, "kept")
        for one in kept[:MOST_KEPT] if isinstance(kept, list) and not basket else []:
            if isinstance(one, dict):
                question = str(one.get("question", ""))[:LONGEST_QUESTION]
                places = places_of(one.get("places"))
                basket = self._add(basket, question, places, language)[self.basket]
        return self.show(basket, language)

    def drop(self, event: gradio.EventData, basket: Basket, language: str) -> Updates:
        at = sent(event, "item")
        return self.show([one for n, one in enumerate(basket) if n != at], language)

    def refer(
        self,
        event: gradio.EventData,
        basket: Basket,
        turns: Sequence[Turn],
        of: str,
        style: str,
        format: str,
        language: str,
    ) -> str:
        """The references as they would be saved, told to be those that the page asked for last; a
        Word file is previewed as text."""
        nth = sent(event, "nth")
        cited = list(basket) if of == "basket" else conversation_of(turns)
        if not cited:
            nothing = of == "conversation"
            return render("preview", language, WORDS, nth=nth, file=None, nothing=nothing)
        file = self._write(cited, style, format, language)
        readable = self._write(cited, style, "text", language) if format == "docx" else file
        return render(
            "preview",
            language,
            WORDS,
            nth=nth,
            file=file,
            encoded=base64.b64encode(file.content).decode(),
            text=readable.content.decode(),
        )

    def _write(
        self, cited: Sequence[CitedTurn], style: str, format: str, language: str
    ) -> ReferenceFile:
        tongue = next(one for one in get_args(Language) if one == language)
        form, known = check_format(format), style if style in STYLES else "apa"
        return write_references(cited, self.sources.documents, known, form, tongue)

    def translate(self, language: str, basket: Basket) -> Updates:
        w = said(WORDS, language)
        return self.show(basket, language) | {
            self.intro: render("cite", language, WORDS),
            self.of: gradio.Radio(self._of(w), label=w["from"]),
            self.style: gradio.Radio(label=w["style"]),
            self.format: gradio.Radio(self._formats(w), label=w["format"]),
        }

    def wire(self) -> None:
        shown, told = [self.basket, self.kept], [self.basket, self.language]
        hear(self.bus, "keep", self.keep, told, shown)
        answered = [self.basket, self.turns, self.language]
        hear(self.bus, "keep_answer", self.keep_answer, answered, shown)
        hear(self.bus, "restore_basket", self.restore, told, shown)
        hear(self.bus, "drop", self.drop, told, shown)
        chosen = [self.of, self.style, self.format]
        changed = [self.kept.change, *(one.change for one in chosen)]
        inputs = [self.basket, self.turns, *chosen, self.language]
        # One event makes all previews, for of two the slower would have the last word.
        quiet(changed, None, js="() => window.bronwijzer.refer()")
        hear(self.bus, "refer", self.refer, inputs, [self.preview])
        quiet([self.preview.change], None, js="() => window.bronwijzer.referred()")
        quiet([self.kept.change], None, js="() => window.bronwijzer.basket()")
        words = [self.intro, *chosen]
        quiet(
            [self.language.change],
            self.translate,
            [self.language, self.basket],
            [*shown, *words],
        )
