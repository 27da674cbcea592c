"""Chat models that write what a test tells them to, behind LangChain's own seam."""
# ruff: noqa: ARG002, ANN401 (the signatures are LangChain's)

import re
from collections.abc import Callable, Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

from corpus.encoder import Encoder
from corpus.index import PassageIndex
from retriever.assistant import Assistant
from retriever.generate import ChatWriter

Reply = Callable[[str, str], Iterator[str]]


class ScriptedModel(BaseChatModel):
    """Streams what `reply` gives for the instructions and the data; `asked` keeps both."""

    reply: Reply
    asked: list[tuple[str, str]] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        instructions, data = (message.text for message in messages)
        self.asked.append((instructions, data))
        for piece in self.reply(instructions, data):
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = "".join(chunk.text for chunk in self._stream(messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])


def writes(text: str) -> ScriptedModel:
    """A model that writes `text` whatever it is asked, a few characters at a time."""
    return ScriptedModel(reply=lambda _, __: iter(re.findall(r"(?s).{1,7}", text)))


def written_by(
    model: BaseChatModel,
    index: PassageIndex,
    encoder: Encoder,
    seconds: float = 30,
    room: int = 6000,
) -> Assistant:
    return Assistant(index, encoder, ChatWriter(model, "scripted", seconds, room))


def numbered(data: str) -> dict[str, int]:
    """The numbered sentences of a prompt, each with its number."""
    return {text: int(number) for number, text in re.findall(r"(?m)^\[(\d+)\] (.+)$", data)}
