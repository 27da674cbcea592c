"""The files of a run: result.json, junit.xml and report.html."""

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from evals.floors import Failure
from evals.metrics.refusal import ANSWERING
from evals.report.page import page
from evals.result import Result, write_result


def write_reports(
    result: Result, before: Result | None, headline: str, failures: Sequence[Failure], folder: Path
) -> None:
    """`before` may be None: then there is nothing to compare with."""
    write_result(result, folder / "result.json")
    (folder / "junit.xml").write_text(junit(result, headline, failures), "utf-8")
    (folder / "report.html").write_text(page(result, before, headline, failures), "utf-8")


def junit(result: Result, headline: str, failures: Sequence[Failure]) -> str:
    """A case for every failure of the gate and for every question: one fails that finds nothing, or
    answers or refuses wrongly."""
    suites = ElementTree.Element("testsuites")
    gate = ElementTree.SubElement(suites, "testsuite", name="gate", tests=str(len(failures)))
    for failure in failures:
        _case(gate, failure.check, failure.message)
    questions = ElementTree.SubElement(
        suites, "testsuite", name="questions", tests=str(len(result.cases))
    )
    for id in result.cases:
        _case(questions, id, _problem(result, headline, id))
    for suite in suites:
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode") + "\n"


def _case(suite: ElementTree.Element, name: str, problem: str) -> None:
    case = ElementTree.SubElement(suite, "testcase", classname=suite.get("name", ""), name=name)
    if problem:
        ElementTree.SubElement(case, "failure", message=problem)


def _problem(result: Result, headline: str, id: str) -> str:
    answer, case = result.answers[id], result.cases[id]
    answered = answer.outcome in ANSWERING
    if answered != case.answerable:
        return f"{answer.outcome}, though the documents {'do' if case.answerable else 'do not'} say"
    if case.answerable and not result.retrieval[headline][id].scores["recall_12000"]:
        return "none of its facts stands in the first 12,000 characters"
    return ""
