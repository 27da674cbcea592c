"""The view Vragen: a conversation of cited answers, and what to ask of which reports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import gradio
from gradio.components import Component

from retriever.question import LONGEST_QUESTION
from ui.bus import hear, sent
from ui.following import follow_ups
from ui.messages import FIRST_LANGUAGE, LANGUAGES, Messages
from ui.parts import Sources, Updates, plain, quiet, remembered, working
from ui.show import conversation_html, start_html
from ui.turns import TURNS_REMEMBERED, Turn, chosen_documents, take_turn
from ui.words import said
from ui.words.ask import WORDS

Turns = Sequence[Turn]


@dataclass(frozen=True, slots=True)
class QuestionBar:
    """Where a question is typed and sent, and the conversation cleared."""

    question: gradio.Textbox
    ask: gradio.Button
    stop: gradio.Button
    restart: gradio.Button


@dataclass(frozen=True, slots=True)
class Narrowing:
    """In which reports to look; nothing chosen means all."""

    fold: gradio.Accordion
    documents: gradio.CheckboxGroup
    years: gradio.CheckboxGroup


def question_bar(m: Messages, w: dict[str, str]) -> QuestionBar:
    with gradio.Row(elem_id="vraagbalk"):
        question = gradio.Textbox(
            label=m.question,
            placeholder=m.placeholder,
            max_length=LONGEST_QUESTION,
            max_lines=5,
            elem_id="vraagvak",
        )
        ask = gradio.Button(m.ask, variant="primary", elem_id="vraagknop")
        stop = gradio.Button(w["stop"], visible=False, elem_id="stopknop")
    restart = gradio.Button(m.restart, visible=False, elem_id="opnieuw")
    return QuestionBar(question, ask, stop, restart)


def titles(sources: Sources, w: dict[str, str]) -> list[tuple[str, str]]:
    """Documents to choose from, as they are named and by id."""
    documents = sources.documents.values()
    return [(f"{one.title} ({one.year or w['year_unknown']})", one.id) for one in documents]


def years(sources: Sources, w: dict[str, str]) -> list[tuple[str, str]]:
    """The years in which they came out, the last first."""
    known = {str(one.year or "") for one in sources.documents.values()}
    return [(year or w["year_unknown"], year) for year in sorted(known, reverse=True)]


def narrowing(sources: Sources, w: dict[str, str]) -> Narrowing:
    with gradio.Accordion(w["narrow"], open=False, elem_id="beperking") as fold:
        chosen = gradio.CheckboxGroup(
            titles(sources, w), label=w["documents"], info=w["documents_info"], elem_id="welke"
        )
        when = gradio.CheckboxGroup(years(sources, w), label=w["years"], elem_id="jaren")
    return Narrowing(fold, chosen, when)


class AskView:
    """The parts and what happens when they are used."""

    def __init__(self, sources: Sources, bus: gradio.HTML, language: gradio.Radio) -> None:
        self.sources, self.bus, self.language = sources, bus, language
        m, w = LANGUAGES[FIRST_LANGUAGE], said(WORDS, FIRST_LANGUAGE)
        with gradio.Column(elem_id="deel-vragen", elem_classes="deel"):
            self.turns = remembered(())
            self.conversation = plain("", "gesprek")
            with gradio.Column(elem_id="begin") as self.start:
                self.first = plain(self._first(FIRST_LANGUAGE), "beginvragen")
            self.narrowing = narrowing(sources, w)
            self.bar = question_bar(m, w)
            self.note = plain(w["remembered"], "bewaarnoot")

    def _first(self, language: str) -> str:
        return start_html(self.sources.guide.questions, language)

    def show(self, turns: Turns, language: str) -> Updates:
        waits = any(turn.waits for turn in turns)
        return {
            self.turns: tuple(turns),
            self.conversation: conversation_html(turns, self.sources.documents, language),
            self.start: gradio.Column(visible=not turns),
            self.bar.restart: gradio.Button(visible=bool(turns) and not waits),
            self.bar.ask: gradio.Button(visible=not waits),
            self.bar.stop: gradio.Button(visible=waits),
        }

    def take(self, turn: Turn, before: Turns, after: Turns, language: str) -> Iterator[Updates]:
        """The conversation while `turn` gets its answer between those before and after it."""
        yield self.show((*before, turn, *after), language)
        for taken in take_turn(self.sources.assistant, turn, before, language):
            asked = [one.question for one in (*before, taken, *after)]
            if taken.answer:
                guide = self.sources.guide
                more = follow_ups(taken.answer, guide, asked, language)
                taken = replace(taken, following=more)
            yield self.show((*before, taken, *after), language)

    def ask(
        self, question: str, ids: list[str], years: list[str], turns: Turns, language: str
    ) -> Iterator[Updates]:
        documents = chosen_documents(list(self.sources.documents.values()), ids, years)
        if documents is None:
            failed = Turn(question, failed=said(WORDS, language)["none_left"])
            yield self.show((*turns, failed), language) | {self.bar.question: ""}
            return
        for updates in self.take(Turn(question, tuple(documents)), turns, (), language):
            yield updates | {self.bar.question: ""}

    def ask_chosen(
        self,
        event: gradio.EventData,
        ids: list[str],
        years: list[str],
        turns: Turns,
        language: str,
    ) -> Iterator[Updates]:
        question = str(sent(event, "question") or "")[:LONGEST_QUESTION]
        yield from self.ask(question, ids, years, turns, language)

    def again(self, event: gradio.EventData, turns: Turns, language: str) -> Iterator[Updates]:
        at = sent(event, "turn")
        if isinstance(at, int) and 0 <= at < len(turns):
            turn = Turn(turns[at].question, turns[at].documents)
            yield from self.take(turn, turns[:at], turns[at + 1 :], language)

    def restore(self, event: gradio.EventData, turns: Turns, language: str) -> Iterator[Updates]:
        """Asks anew what the browser remembers, where the server remembers nothing."""
        kept = sent(event, "turns")
        for one in kept[-TURNS_REMEMBERED:] if isinstance(kept, list) and not turns else []:
            turn = self._restored(one)
            if turn:
                for updates in self.take(turn, turns, (), language):
                    turns = updates[self.turns]
                    yield updates
                turns = tuple(turns)

    def _restored(self, kept: object) -> Turn | None:
        if not isinstance(kept, dict) or not isinstance(kept.get("documents"), list):
            return None
        documents = [str(id) for id in kept["documents"] if id in self.sources.documents]
        return Turn(str(kept.get("question", ""))[:LONGEST_QUESTION], tuple(documents))

    def stop(self, turns: Turns, language: str) -> Updates:
        words = said(WORDS, language)
        stopped = [replace(t, failed=words["stopped"]) if t.waits else t for t in turns]
        return self.show(stopped, language)

    def restart(self, language: str) -> Updates:
        return self.show((), language)

    def begin(self, language: str) -> Updates:
        """What there is to ask of which documents: they may have changed since the server began."""
        w = said(WORDS, language)
        return {
            self.first: self._first(language),
            self.narrowing.documents: gradio.CheckboxGroup(
                titles(self.sources, w), label=w["documents"], info=w["documents_info"]
            ),
            self.narrowing.years: gradio.CheckboxGroup(years(self.sources, w), label=w["years"]),
        }

    def translate(self, language: str, turns: Turns) -> Updates:
        m, w = LANGUAGES[language], said(WORDS, language)
        return (
            self.show(turns, language)
            | self.begin(language)
            | {
                self.bar.question: gradio.Textbox(label=m.question, placeholder=m.placeholder),
                self.bar.ask: gradio.Button(m.ask),
                self.bar.stop: gradio.Button(w["stop"], visible=False),
                self.bar.restart: gradio.Button(m.restart, visible=bool(turns)),
                self.narrowing.fold: gradio.Accordion(label=w["narrow"]),
                self.note: w["remembered"],
            }
        )

    def shown(self) -> list[Component]:
        bar = self.bar
        return [self.turns, self.conversation, self.start, bar.restart, bar.ask, bar.stop]

    def wire(self) -> None:
        bar, narrowing, told = self.bar, self.narrowing, [self.turns, self.language]
        within = [narrowing.documents, narrowing.years]
        cleared = [*self.shown(), bar.question]
        typed = [bar.question.submit, bar.ask.click]
        answering = [
            working(typed, self.ask, [bar.question, *within, *told], cleared),
            hear(self.bus, "ask", self.ask_chosen, [*within, *told], cleared),
            hear(self.bus, "again", self.again, told, self.shown()),
            hear(self.bus, "restore", self.restore, told, self.shown()),
        ]
        stopped = quiet([bar.stop.click], self.stop, told, self.shown(), cancels=answering)
        anew = quiet([bar.restart.click], self.restart, [self.language], self.shown())
        for done in (answering[-1], stopped, anew):
            done.then(None, js="() => window.bronwijzer.restored()", api_visibility="private")
        quiet([self.conversation.change], None, js="() => window.bronwijzer.shown()")
        hear(self.bus, "begin", self.begin, [self.language], [self.first, *within])
        words = [self.first, bar.question, narrowing.fold, *within, self.note]
        translated = quiet(
            [self.language.change],
            self.translate,
            [self.language, self.turns],
            [*self.shown(), *words],
        )
        js = "() => window.bronwijzer.translated()"
        translated.then(None, js=js, api_visibility="private")
