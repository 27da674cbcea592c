"""A whole run over the miniature corpus: measured, gated, accepted, explained."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console

from corpus.document import StoredText
from evals.face import run_evals
from evals.history import NAME, Measured
from evals.measure import Options, measure
from evals.result import Result, read_result
from retriever.hit import Hit, Part, Retriever
from tests.evals.miniature import (
    CARE,
    HOUSING,
    REPORTS,
    LetterEncoder,
    QuotingAssistant,
    WordRetriever,
    cut,
    retriever_of,
    store,
)


@pytest.fixture
def options(gold: Path, tmp_path: Path) -> Options:
    return Options(gold, tmp_path / "report", commit="abc123", settings="standaard")


def evaluate(
    assistant: QuotingAssistant,
    options: Options,
    console: Console,
    retrievers: dict[str, Retriever] | None = None,
) -> tuple[int, str]:
    """Exit status and what the terminal says."""
    found = retrievers or {"words": retriever_of(assistant.texts)}
    status = run_evals(assistant, found, LetterEncoder(), options, console)
    return status, console.file.getvalue()  # type: ignore[attr-defined]


def measured(texts: dict[str, StoredText], options: Options, console: Console) -> Result:
    retrievers = {"words": retriever_of(texts)}
    return measure(QuotingAssistant(texts), retrievers, LetterEncoder(), options, console).result


def test_a_run_writes_what_it_measured(
    texts: dict[str, StoredText], options: Options, console: Console
) -> None:
    status, said = evaluate(QuotingAssistant(texts), options, console)
    result = read_result(options.output / "result.json")
    assert status == 0
    assert (result.questions, result.stamp.commit, result.stamp.settings) == (
        7,
        "abc123",
        "standaard",
    )
    assert result.retrieval["words"]["q-1"].scores["recall_6000"] == 1.0
    assert result.answers["q-1"].scores["nugget_recall"] == 1.0
    assert result.answers["u-1"].scores["rightly_answered_or_refused"] == 1.0
    assert result.answers["u-1"].scores["nugget_recall"] is None
    assert "7 questions" in said


def test_two_runs_give_the_same_scores(
    texts: dict[str, StoredText], options: Options, console: Console
) -> None:
    one, two = (measured(texts, options, console) for _ in range(2))
    assert one.model_dump(exclude={"elapsed"}) == two.model_dump(exclude={"elapsed"})


def test_the_split_can_be_chosen(
    texts: dict[str, StoredText], options: Options, console: Console
) -> None:
    result = measured(texts, replace(options, split="test"), console)
    assert list(result.cases) == ["q-2", "q-4", "q-6", "u-1"]


def test_neighbours_are_measured_beside_us(
    texts: dict[str, StoredText], options: Options, console: Console
) -> None:
    reports = {id: " ".join(sentences) for id, sentences in REPORTS.items()}
    result = measured(texts, replace(options, reports=reports), console)
    # Each report is one chunk of less than 1,000 characters: everything is found.
    assert {name: dict(scores["q-3"]) for name, scores in result.neighbours.items()} == {
        name: {"text_recall_3000": 1.0, "text_recall_6000": 1.0, "text_recall_12000": 1.0}
        for name in ("LangChain tutorial", "LangChain EnsembleRetriever")
    }


def test_an_accepted_baseline_opens_the_gate_and_says_what_it_accepts(
    texts: dict[str, StoredText], options: Options, console: Console
) -> None:
    assistant = QuotingAssistant(texts)
    status, said = evaluate(assistant, replace(options, accept=True), console)
    assert status == 0
    assert "is now the baseline: 7 questions" in said
    assert "words recall_6000 1.000" in said
    assert read_result(options.baseline).elapsed == {}
    status, said = evaluate(assistant, replace(options, gate=True), console)
    assert status == 0
    assert "The gate is open." in said


def test_the_page_stands_alone_and_junit_names_failures(
    texts: dict[str, StoredText], options: Options, console: Console
) -> None:
    evaluate(QuotingAssistant(texts), replace(options, accept=True), console)
    evaluate(QuotingAssistant(texts, needed=0), options, console)
    page = (options.output / "report.html").read_text("utf-8")
    assert "<script" not in page
    assert "http" not in page
    assert page.count("<svg") == 5
    assert "should have been refused" in page
    never = QuotingAssistant(texts, needed=99)
    evaluate(never, options, console)
    page = (options.output / "report.html").read_text("utf-8")
    assert "should have been answered" in page
    assert "was answered" in page
    suites = ElementTree.parse(options.output / "junit.xml").getroot()
    failures = {case.get("name") for case in suites.iterfind(".//testcase[failure]")}
    assert failures == {f"q-{number}" for number in range(1, 7)}


def test_stale_gold_fails_and_names_the_quote(
    texts: dict[str, StoredText], options: Options, console: Console
) -> None:
    texts[CARE] = store(CARE, REPORTS[CARE][:2])
    status, said = evaluate(QuotingAssistant(texts), options, console)
    assert status == 1
    assert "StaleGold: 1 gold quotes are not in the corpus" in said
    assert "q-6: zorg-2021 no longer says 'Zonder daginvulling" in said


def test_a_new_report_is_named_as_the_cause_and_its_evidence_is_proposed(
    texts: dict[str, StoredText], options: Options, console: Console
) -> None:
    evaluate(QuotingAssistant(texts), replace(options, accept=True), console)
    new = "terugblik-2024"
    more = {
        **texts,
        new: store(
            new,
            [
                "In Houten zijn inmiddels zestig woningen omgeklapt, hoeveel woningen precies.",
                "Een wijkteam kent de buren en alle voorzieningen.",
            ],
        ),
    }
    since = replace(options, since=options.baseline)
    status, said = evaluate(QuotingAssistant(more), since, console)
    assert status == 0
    assert f"{new} was added" in said
    row = next(line for line in said.splitlines() if "q-3" in line)
    assert new in row
    assert f"q-5 (feit van q-5) ← {new}: Een wijkteam kent de buren en alle voorzieningen." in said


def test_a_question_file_that_is_no_json_fails_with_its_line(
    texts: dict[str, StoredText], options: Options, console: Console
) -> None:
    (options.gold / "questions.jsonl").write_text("{", "utf-8")
    status, said = evaluate(QuotingAssistant(texts), options, console)
    assert status == 1
    assert "BadGold" in said and "line 1" in said


@pytest.fixture
def accepted(texts: dict[str, StoredText], options: Options, console: Console) -> Options:
    evaluate(QuotingAssistant(texts), replace(options, accept=True), console)
    return replace(options, gate=True)


def blind_retriever(texts: dict[str, StoredText]) -> WordRetriever:
    """Finds nothing: its passages belong to no text."""
    return WordRetriever(
        [replace(p, text="x" * len(p.text)) for id in texts for p in cut(texts[id])]
    )


def sabotage(name: str, texts: dict[str, StoredText]) -> QuotingAssistant:
    """An assistant over a corpus that was spoilt as `name` says."""
    if name == "two documents swapped":
        return QuotingAssistant({HOUSING: texts[CARE], CARE: texts[HOUSING]})
    if name == "a document deleted":
        return QuotingAssistant({HOUSING: texts[HOUSING]})
    if name == "page labels shifted":
        return QuotingAssistant({**texts, HOUSING: store(HOUSING, REPORTS[HOUSING], first_page=4)})
    if name == "a document that the baseline did not have":
        return QuotingAssistant({**texts, CARE: store(CARE, [*REPORTS[CARE], "Nog een zin."])})
    return {
        "quotes shifted": QuotingAssistant(texts, shift=1),
        "always refused": QuotingAssistant(texts, needed=99),
        "never refused": QuotingAssistant(texts, needed=0),
    }[name]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("two documents swapped", "gold quotes are not in the corpus"),
        ("a document deleted", "zorg-2021 is not in the corpus"),
        ("page labels shifted", "corpus: page_labels is 0.000, below its floor of 1.000"),
        ("a document that the baseline did not have", "another corpus (different: zorg-2021)"),
        ("quotes shifted", "answers: verbatim is 0.000, below its floor of 1.000"),
        ("always refused", "false refusals is 1.000, above its ceiling of 0.100"),
        ("never refused", "u-1 must pass and was answered"),
    ],
)
def test_a_spoilt_corpus_or_answer_shuts_the_gate(
    name: str, message: str, texts: dict[str, StoredText], accepted: Options, console: Console
) -> None:
    status, said = evaluate(sabotage(name, texts), accepted, console)
    assert (status, message in said) == (1, True), said


def test_a_retriever_that_finds_nothing_shuts_the_gate(
    texts: dict[str, StoredText], accepted: Options, console: Console
) -> None:
    blind: dict[str, Retriever] = {"words": blind_retriever(texts)}
    status, said = evaluate(QuotingAssistant(texts), accepted, console, blind)
    assert status == 1
    assert "words: recall_6000 is 0.000, below its floor of 0.900" in said
    assert "words: recall_6000 changed by -1.000 (0 won, 6 lost)" in said


def test_a_leg_that_is_switched_off_shuts_the_gate(
    texts: dict[str, StoredText], accepted: Options, console: Console
) -> None:
    other: dict[str, Retriever] = {"words": replace(retriever_of(texts), name="other")}
    status, said = evaluate(QuotingAssistant(texts), accepted, console, other)
    assert status == 1
    assert "words has no part in the order of what words finds: it is switched off" in said


class Indifferent(WordRetriever):
    """Finds what it should, and scores it all alike."""

    def retrieve(self, question: str, k: int, documents: Sequence[str] = ()) -> list[Hit]:
        hits = super().retrieve(question, k, documents)
        return [replace(hit, parts={self.name: Part(1, 0.0)}) for hit in hits]


def test_a_leg_that_scores_everything_alike_shuts_the_gate(
    texts: dict[str, StoredText], accepted: Options, console: Console
) -> None:
    alike: dict[str, Retriever] = {"words": Indifferent(retriever_of(texts).passages)}
    status, said = evaluate(QuotingAssistant(texts), accepted, console, alike)
    assert status == 1
    assert "words has no part in the order of what words finds" in said


def test_a_combination_that_finds_no_more_than_a_part_of_it_shuts_the_gate(
    texts: dict[str, StoredText], accepted: Options, console: Console
) -> None:
    path = accepted.gold / "gate.toml"
    path.write_text(path.read_text("utf-8") + '[better]\nwords = ["part"]\n', "utf-8")
    same: dict[str, Retriever] = {name: retriever_of(texts) for name in ("words", "part")}
    status, said = evaluate(QuotingAssistant(texts), accepted, console, same)
    assert status == 1
    assert "words finds no more than part alone (recall_6000 changes by +0.000)" in said


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (None, "baseline.json: No such file or directory"),
        ({"questions": 0}, "baseline.json holds no question"),
        ({"stamp": {}}, "baseline.json can't be read"),
        ({"retrieval": {}}, "the baseline has no scores of words"),
    ],
)
def test_a_baseline_that_says_nothing_shuts_the_gate(
    change: dict[str, object] | None,
    message: str,
    texts: dict[str, StoredText],
    accepted: Options,
    console: Console,
) -> None:
    content = json.loads(accepted.baseline.read_text("utf-8"))
    accepted.baseline.unlink()
    if change is not None:
        accepted.baseline.write_text(json.dumps({**content, **change}), "utf-8")
    status, said = evaluate(QuotingAssistant(texts), accepted, console)
    assert (status, message in said) == (1, True), said


def test_a_baseline_on_other_gold_shuts_the_gate(
    texts: dict[str, StoredText], accepted: Options, console: Console
) -> None:
    path = accepted.gold / "questions.jsonl"
    path.write_text(path.read_text("utf-8").replace("Zeilboot", "Zeilschip"), "utf-8")
    status, said = evaluate(QuotingAssistant(texts), accepted, console)
    assert status == 1
    assert "measured on other gold questions" in said


def test_every_whole_run_leaves_a_line_and_an_accepted_one_also_beside_the_gold(
    texts: dict[str, StoredText], options: Options, console: Console
) -> None:
    for one in (options, replace(options, split="test"), replace(options, accept=True)):
        evaluate(QuotingAssistant(texts), one, console)
    kept = (options.output / NAME).read_text("utf-8").splitlines()
    [accepted] = (options.gold / NAME).read_text("utf-8").splitlines()
    first, second = (Measured.model_validate_json(line) for line in kept)
    assert Measured.model_validate_json(accepted) == second
    assert first.figures == second.figures
    assert (first.commit, first.questions, first.figures["verbatim"]) == ("abc123", 7, 1.0)
