"""The only module that knows LangChain's chat models: asks one, within a time limit."""

import queue
import re
import threading
import time
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage
from langsmith import tracing_context

from retriever.writer import Failure, ModelFailed, ModelUnavailable, Prompt

# In characters: no answer needs more, and a model that goes on is stopped.
LONGEST = 6000
# A line that stands there more often is a loop, and so is an ending of so many equal pieces, by
# their length in characters.
LINE_REPEATS, ENDING_REPEATS = 3, ((range(1, 8), 20), (range(8, 300), 4))
# What a text for people never holds: control characters and what could not be decoded.
RUBBISH = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
# What LangChain says of a stream without a single piece.
NOTHING = "No generation chunks were returned"
THINKING = re.compile(r"<think>.*?(</think>|$)", re.DOTALL)

Piece = str | ModelFailed | None


def load_model(name: str, url: str, key: str, seconds: float) -> BaseChatModel:
    """Any model that `init_chat_model` takes; with a `url`, OpenAI's protocol unless `name` says
    otherwise. Nothing is sent yet. Raises ModelUnavailable."""
    full = name if ":" in name or not url else f"openai:{name}"
    if full.startswith("ollama:") and find_spec("langchain_ollama") is None:
        # Without it, LangChain falls back on a class that is no longer kept.
        raise ModelUnavailable(f"BRONWIJZER_MODEL={name}: run `pip install langchain-ollama`")
    # A server of one's own asks for no key, but the client will not start without one.
    secret = key or ("none" if url and full.startswith("openai:") else "")
    given: dict[str, Any] = {"base_url": url, "api_key": secret}
    try:
        model = init_chat_model(
            full,
            temperature=0,
            timeout=seconds,
            max_retries=0,
            configurable_fields=None,
            **{option: value for option, value in given.items() if value},
        )
    except ImportError as error:
        raise ModelUnavailable(f"BRONWIJZER_MODEL={name}: {error}") from error
    except Exception as error:
        first = str(error).partition("\n")[0]
        raise ModelUnavailable(
            f"BRONWIJZER_MODEL={name}: {first} Write PROVIDER:MODEL, such as ollama:llama3.2 or "
            "openai:NAME, and set BRONWIJZER_MODEL_KEY where the provider asks for a key."
        ) from error
    return model


class ChatWriter:
    """A chat model as a Writer."""

    def __init__(self, model: BaseChatModel, name: str, seconds: float, room: int) -> None:
        self._model = model
        self.name, self.seconds, self.room = name, seconds, room

    def write(self, prompt: Prompt, seconds: float) -> Iterator[str]:
        """Pieces of the answer; what a model thinks aloud between `<think>` marks is left out."""
        written, shown = "", 0
        for piece in self._pieces(prompt, seconds):
            written += piece
            _check(written)
            text = THINKING.sub("", written)
            if len(text) > LONGEST:
                raise ModelFailed("long", f"{self.name} wrote more than {LONGEST} characters")
            # A mark that is half written may still open a thought.
            sure = len(text) if "<" not in text[-7:] else text.rindex("<")
            if sure > shown:
                yield text[shown:sure]
                shown = sure
        rest = THINKING.sub("", written)
        if not rest.strip():
            raise ModelFailed("silent", f"{self.name} wrote nothing")
        yield rest[shown:]

    def _pieces(self, prompt: Prompt, seconds: float) -> Iterator[str]:
        """What the model streams, until it ends or the time is up."""
        deadline = time.monotonic() + seconds
        pieces: queue.Queue[Piece] = queue.Queue()
        stopped = threading.Event()
        # A thread of its own, for a client may hang past any limit that it was given.
        threading.Thread(target=self._stream, args=(prompt, pieces, stopped), daemon=True).start()
        try:
            while (piece := _next(pieces, deadline, self.name)) is not None:
                yield piece
        finally:
            stopped.set()

    def _stream(self, prompt: Prompt, pieces: queue.Queue[Piece], stopped: threading.Event) -> None:
        messages = [SystemMessage(prompt.instructions), HumanMessage(prompt.data)]
        try:
            # Traces would send questions elsewhere, whatever LANGSMITH_TRACING says.
            with tracing_context(enabled=False):
                for chunk in self._model.stream(messages):
                    if stopped.is_set():
                        return
                    pieces.put(chunk.text)
            pieces.put(None)
        # Every provider has errors of its own; whatever it is, the answer goes on without.
        except Exception as error:
            pieces.put(ModelFailed(_failure(error), f"{self.name}: {error!r}"))


def _next(pieces: queue.Queue[Piece], deadline: float, name: str) -> str | None:
    try:
        piece = pieces.get(timeout=max(0.0, deadline - time.monotonic()))
    except queue.Empty:
        raise ModelFailed("slow", f"{name} was not done in time") from None
    if isinstance(piece, ModelFailed):
        raise piece
    return piece


def _failure(error: Exception) -> Failure:
    """Providers' time-outs share no class, but all have it in their name."""
    if isinstance(error, ValueError):
        return "silent" if NOTHING in str(error) else "rubbish"
    return "slow" if "timeout" in type(error).__name__.lower() else "down"


def _check(written: str) -> None:
    if RUBBISH.search(written):
        raise ModelFailed("rubbish", "the model wrote what is no text")
    if _loops(written):
        raise ModelFailed("loops", f"the model repeats itself: {written[-80:]!r}")


def _loops(written: str) -> bool:
    lines = [line.strip() for line in written.splitlines() if len(line.strip()) > 8]
    if lines and lines.count(lines[-1]) > LINE_REPEATS:
        return True
    return any(
        written.endswith(written[-length:] * times)
        for lengths, times in ENDING_REPEATS
        for length in lengths
        if length * times <= len(written)
    )
