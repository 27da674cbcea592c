"""After a corpus update: which questions changed, and which document did it."""

from collections.abc import Iterable
from dataclasses import dataclass

from evals.comparison import answer_changes, retrieval_changes
from evals.result import Result, Stamp


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """`causes`: documents that were added, replaced or removed and from which passages came or
    went; `difference`: of the headline retriever's recall at 6,000 characters; `facts`: of the
    share of the gold facts that the answer quotes, None if the answer is the same."""

    id: str
    question: str
    difference: float
    causes: tuple[str, ...]
    facts: float | None

    @property
    def matters(self) -> bool:
        """Something else is read first, and not just in another order of the same documents."""
        return bool(self.causes or self.difference or self.facts is not None)


def changed_documents(before: Stamp, after: Stamp) -> dict[str, str]:
    """Document id to `added`, `replaced` or `removed`."""
    then, now = before.documents, after.documents
    return {
        **dict.fromkeys(now.keys() - then.keys(), "added"),
        **dict.fromkeys(then.keys() - now.keys(), "removed"),
        **{id: "replaced" for id in now.keys() & then.keys() if now[id] != then[id]},
    }


def changed_questions(before: Result, after: Result, headline: str) -> list[ChangedQuestion]:
    """Questions whose first ten passages, score or answer changed, greatest loss first."""
    documents = changed_documents(before.stamp, after.stamp)
    answers = answer_changes(before, after)
    changes = {c.id: c for c in retrieval_changes(before, after, headline, "recall_6000")}
    found = []
    for id in dict.fromkeys([*changes, *answers]):
        moved = _moved(before, after, id)
        if id in changes:
            moved |= {*changes[id].passages_gained, *changes[id].passages_lost}
        causes = tuple(sorted(_documents(moved) & documents.keys()))
        difference = changes[id].difference if id in changes else 0.0
        facts = _facts(before, after, id) if id in answers else None
        found.append(ChangedQuestion(id, after.cases[id].question, difference, causes, facts))
    return sorted(found, key=lambda change: (change.difference, change.facts or 0.0, change.id))


def _facts(before: Result, after: Result, id: str) -> float:
    then, now = (run.answers[id].scores.get("nugget_recall") or 0.0 for run in (before, after))
    return now - then


def _moved(before: Result, after: Result, id: str) -> set[str]:
    """Quotes that stand in one answer only."""
    if id not in before.answers or id not in after.answers:
        return set()
    return set(before.answers[id].quotes) ^ set(after.answers[id].quotes)


def _documents(labels: Iterable[str]) -> set[str]:
    return {label.partition(": ")[0] for label in labels}
