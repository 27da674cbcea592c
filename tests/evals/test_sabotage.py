"""Whatever is spoilt in the assistant over the five reports shuts the gate, for the right reason.

What is not spoilt is measured once: the encoder and the assistant remember what they gave.
"""

import io
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from corpus.document import Quote
from corpus.encoder import Encoder, SentenceEncoder
from corpus.index import PassageIndex
from evals.face import run_evals
from evals.floors import Gate, read_gate
from evals.follow_ups import Findings
from evals.gate import failures
from evals.measure import Options, measure
from evals.result import Result, slim, write_result
from retriever.assistant import Assistant
from tests.evals import reports
from tests.evals.reports import Altered, RememberingEncoder

pytestmark = pytest.mark.slow
EVALS = Path("evals")
FIRST, SECOND = "regionale-koers-2017", "weer-thuis-in-de-wijk-2018"


@dataclass(frozen=True)
class Reports:
    """The five reports with an assistant that nothing ails, and what was measured of it."""

    index: PassageIndex
    encoder: RememberingEncoder
    options: Options
    whole: Altered
    result: Result

    @property
    def gate(self) -> Gate:
        return read_gate(self.options.gold / "gate.toml")

    def says(self, result: Result) -> list[str]:
        """What keeps the gate shut."""
        return [found.message for found in failures(result, self.gate, self.options.baseline)]

    def searched(self, spoilt: Assistant) -> Result:
        """Answers stay as they were: the gate must see what ails the search by the search, and half
        of the questions is enough for that."""
        half = replace(self.options, split="test")
        return measure(self.whole, spoilt.retrievers, self.encoder, half, quiet()).result

    def answered(self, altered: Altered) -> Result:
        """What was found stays as it was."""
        run = measure(altered, {}, self.encoder, self.options, quiet())
        return run.result.model_copy(update={"retrieval": self.result.retrieval})


@pytest.fixture(scope="module")
def five(
    report_index: PassageIndex,
    encoder: SentenceEncoder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Reports:
    remembering = RememberingEncoder(encoder)
    assistant = Assistant(report_index, remembering)
    texts = {id: assistant.text(id) for id in assistant.documents}
    search = cache(assistant.search)
    whole = Altered(cache(assistant.ask), search, assistant.documents, texts)
    options = make_options(report_index, tmp_path_factory.mktemp("eval"))
    result = measure(whole, assistant.retrievers, remembering, options, quiet()).result
    found = Reports(report_index, remembering, options, whole, result)
    write_result(slim(result, found.gate.headline), options.baseline)
    return found


def make_options(index: PassageIndex, folder: Path) -> Options:
    gold = folder / "gold"
    gold.mkdir()
    for name in ("questions.jsonl", "dialogues.jsonl", "pages.jsonl", "gate.toml"):
        shutil.copy(EVALS / name, gold)
    passages = [p for id in index.documents for p in index.stored(id).passages]
    return Options(gold, folder / "report", "abc123", "standaard", passages)


def quiet() -> Console:
    return Console(file=io.StringIO(), width=200)


def test_the_gate_is_open_while_nothing_is_spoilt(five: Reports) -> None:
    assert five.says(five.result) == []


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (reports.without_words, "lexical has no part in the order of what"),
        (reports.without_meaning, "dense has no part in the order of what"),
        (reports.without_late_interaction, "late has no part in the order of what"),
        (reports.with_swapped_prefixes, "dense: ndcg_10 is "),
    ],
)
def test_a_search_that_misses_a_part(
    five: Reports, spoil: Callable[[PassageIndex, Encoder], Assistant], message: str
) -> None:
    found = five.says(five.searched(spoil(five.index, five.encoder)))
    assert any(message in text for text in found), found


@pytest.mark.parametrize(
    ("alter", "message"),
    [
        (
            partial(reports.with_quotes, change=lambda q: replace(q, span=reports.moved(q.span))),
            "answers: verbatim is 0.000, below its floor of 1.000",
        ),
        (reports.refuse, "refusal: false refusals is 1.000, above its ceiling"),
        (reports.never_refuse, "refusal: false answers, far is 1.000, above its ceiling"),
    ],
    ids=["quotes shifted by one character", "always refused", "never refused"],
)
def test_answers_that_are_not_as_they_should_be(
    five: Reports, alter: reports.Alter, message: str
) -> None:
    found = five.says(five.answered(replace(five.whole, alter=alter)))
    assert any(message in text for text in found), found


def test_quotes_that_begin_and_end_one_character_too_late(five: Reports) -> None:
    """They are still verbatim."""

    def cut_late(quote: Quote) -> Quote:
        span = reports.moved(quote.span)
        text = five.whole.texts[quote.document].text
        return replace(quote, span=span, text=text[span.start : span.end])

    alter = partial(reports.with_quotes, change=cut_late)
    found = five.says(five.answered(replace(five.whole, alter=alter)))
    assert any("answers: whole is 0.000, below its floor of 1.000" in text for text in found), found


def test_page_labels_that_are_one_too_high(five: Reports) -> None:
    texts = {id: reports.next_pages(text) for id, text in five.whole.texts.items()}

    def shown(quote: Quote) -> Quote:
        return replace(quote, page=texts[quote.document].page_label(quote.span))

    alter = partial(reports.with_quotes, change=shown)
    found = five.says(five.answered(replace(five.whole, texts=texts, alter=alter)))
    assert any(text.startswith("corpus: page_labels is 0.") for text in found), found
    assert any(text.startswith("answers: page_right is 0.") for text in found), found


def test_an_assistant_that_forgets_the_conversation(five: Reports) -> None:
    def forgetful(question: str, limit: int, /, *, history: Sequence[str] = ()) -> Findings:
        return five.whole.search(question, limit, history=history[:0])

    found = five.says(five.answered(replace(five.whole, search=forgetful)))
    assert any(text.startswith("follow-ups: ndcg_10 is 0.") for text in found), found


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({FIRST: SECOND, SECOND: FIRST}, "gold quotes are not in the corpus"),
        ({FIRST: None}, f"MissingDocument: {FIRST} is not in the corpus"),
    ],
    ids=["two documents' texts swapped", "a deleted document"],
)
def test_gold_that_is_not_in_the_corpus_any_more(
    five: Reports, change: dict[str, str | None], message: str
) -> None:
    names = {id: change.get(id, id) for id in five.whole.texts}
    texts = {id: five.whole.texts[name] for id, name in names.items() if name}
    documents = {id: five.whole.documents[id] for id in texts}
    console = quiet()
    spoilt = replace(five.whole, texts=texts, documents=documents)
    status = run_evals(spoilt, {}, five.encoder, replace(five.options, gate=True), console)
    said = console.file.getvalue()  # type: ignore[attr-defined]
    assert (status, message in said) == (1, True), said


def empty(content: dict[str, Any]) -> None:
    content["questions"] = 0


def of_another_corpus(content: dict[str, Any]) -> None:
    content["stamp"]["corpus"] = "0" * 16
    content["stamp"]["documents"][FIRST] = "0" * 16


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (empty, "baseline.json holds no question"),
        (of_another_corpus, f"the baseline belongs to another corpus (different: {FIRST})"),
    ],
)
def test_a_baseline_that_nothing_can_be_compared_with(
    five: Reports, tmp_path: Path, change: Callable[[dict[str, Any]], None], message: str
) -> None:
    content = json.loads(five.options.baseline.read_text("utf-8"))
    change(content)
    baseline = tmp_path / "baseline.json"
    baseline.write_text(json.dumps(content), "utf-8")
    found = [failure.message for failure in failures(five.result, five.gate, baseline)]
    assert any(message in text for text in found), found
