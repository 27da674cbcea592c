"""Follow-up questions as they were asked, beside the same questions standing alone."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from corpus.document import Passage, StoredText
from evals.gold import DEPTH, FollowUp
from evals.places import locate_gold
from evals.result import Case, QuestionScore, Result
from evals.run import describe, score_rankings
from evals.summary import Mean, mean
from retriever.hit import Hit

ALONE, ASKED, BARE = "stand-alone", "with history", "without history"
Ways = dict[str, dict[str, QuestionScore]]


class Findings(Protocol):
    @property
    def hits(self) -> list[Hit]: ...


class Search(Protocol):
    def __call__(
        self, question: str, limit: int, /, *, history: Sequence[str] = ()
    ) -> Findings: ...


def evaluate_follow_ups(
    search: Search,
    follow_ups: Sequence[FollowUp],
    texts: Mapping[str, StoredText],
    passages: Sequence[Passage] = (),
) -> tuple[dict[str, Case], Ways]:
    """Every follow-up described, with its dialogue as cluster, and its scores by the way in which
    it was asked: alone, with the questions before it, and without them. Raises StaleGold."""
    asked = locate_gold([follow_up.alone for follow_up in follow_ups], texts)
    cases = {
        question.gold.id: describe(question).model_copy(
            update={"cluster": question.gold.id.partition(".")[0]}
        )
        for question in asked
    }
    found: dict[str, dict[str, list[Hit]]] = {ALONE: {}, ASKED: {}, BARE: {}}
    for follow_up in follow_ups:
        id = follow_up.alone.id
        found[ALONE][id] = search(follow_up.alone.question, DEPTH).hits
        found[ASKED][id] = search(follow_up.asked, DEPTH, history=follow_up.history).hits
        found[BARE][id] = search(follow_up.asked, DEPTH).hits
    ways = {
        way: {score.id: score for score in score_rankings(asked, hits, passages)}
        for way, hits in found.items()
    }
    return cases, ways


def lost(result: Result, metric: str, way: str = ASKED) -> Mean | None:
    """Mean of what a follow-up asked in this way scores above its stand-alone form (below it: less
    than zero); the interval draws whole dialogues. None where no follow-up was measured."""
    if not result.follow_ups:
        return None
    alone, asked = (result.follow_ups[name] for name in (ALONE, way))
    differences = {
        id: {metric: (asked[id].scores[metric] or 0.0) - (alone[id].scores[metric] or 0.0)}
        for id in alone
    }
    return mean(differences, differences, metric, result.turns)
