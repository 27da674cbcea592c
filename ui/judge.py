"""Judging an answer: a form for the turn that the reader chose; the page sends it to the API."""

from collections.abc import Sequence
from typing import Literal, get_args

import gradio

from retriever.reply import ask_reply
from ui.bus import hear, sent
from ui.parts import Sources, plain
from ui.show import render
from ui.turns import TURNS_REMEMBERED, Turn
from ui.words.judge import WORDS

Thumb = Literal["up", "down"]
REASONS = ("wrong", "incomplete", "wrong_source", "not_found", "unclear", "other")


class JudgeView:
    """Filled when a thumb is chosen, with the answer as the API gives it: what is judged is what
    was shown, for asked again it may be another."""

    def __init__(
        self, sources: Sources, bus: gradio.HTML, language: gradio.Radio, turns: gradio.State
    ) -> None:
        self.sources, self.bus, self.language, self.turns = sources, bus, language, turns
        self.form = plain("", "oordeel")

    def show(self, event: gradio.EventData, turns: Sequence[Turn], language: str) -> str:
        at, thumb = sent(event, "turn"), sent(event, "thumb")
        if not isinstance(at, int) or not 0 <= at < len(turns) or thumb not in get_args(Thumb):
            return ""
        answer, documents = turns[at].answer, self.sources.documents
        if answer is None:
            return ""
        return render(
            "judge",
            language,
            WORDS,
            thumb=thumb,
            question=turns[at].question,
            reasons=REASONS,
            documents=list(documents.values()),
            answer=ask_reply(answer, documents).model_dump(mode="json"),
            history=[one.question for one in turns[:at]][-TURNS_REMEMBERED:],
            moment=sent(event, "moment"),
        )

    def wire(self) -> None:
        hear(self.bus, "judge", self.show, [self.turns, self.language], [self.form])
        self.form.change(None, js="() => window.bronwijzer.judge()", api_visibility="private")
