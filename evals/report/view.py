"""What the page shows: a run, the run to show it beside, and the retriever in the headline."""

from dataclasses import dataclass
from typing import Literal

from evals.comparison import Paired, paired
from evals.metrics.refusal import ANSWERING
from evals.result import QuestionScore, Result, Scores
from evals.summary import Mean, answer_scores, mean, retrieval_scores

Layer = Literal["retrieval", "answers"]


@dataclass(frozen=True, slots=True)
class View:
    result: Result
    before: Result | None
    headline: str

    def scores(self, layer: Layer) -> dict[str, Scores]:
        return _scores(self.result, layer, self.headline)

    def mean(self, layer: Layer, metric: str, ids: list[str] | None = None) -> Mean | None:
        asked = list(self.result.cases) if ids is None else ids
        return mean(self.scores(layer), asked, metric, self.result.cases)

    def pairs(self, layer: Layer, metric: str) -> Paired | None:
        """Change on the run before; None where there is none."""
        if self.before is None:
            return None
        old = _scores(self.before, layer, self.headline)
        return paired(old, self.scores(layer), metric, self.result.cases)

    def old_scores(self, layer: Layer) -> dict[str, Scores]:
        return _scores(self.before, layer, self.headline) if self.before else {}

    def search(self, id: str) -> QuestionScore | None:
        return self.result.retrieval.get(self.headline, {}).get(id)

    def old_search(self, id: str) -> QuestionScore | None:
        return self.before.retrieval.get(self.headline, {}).get(id) if self.before else None

    def score(self, id: str) -> float | None:
        return question_score(self.result, self.headline, id)

    def difference(self, id: str) -> float:
        """Change of the question's score; 0 without a run before."""
        if self.before is None or id not in self.before.cases:
            return 0.0
        old = question_score(self.before, self.headline, id)
        return (self.score(id) or 0.0) - (old or 0.0)


def question_score(result: Result, headline: str, id: str) -> float | None:
    """Recall at 6,000 characters; for an unanswerable question, 1 if it was refused."""
    if result.cases[id].answerable:
        found = result.retrieval.get(headline, {}).get(id)
        return found.scores.get("recall_6000") if found else None
    answer = result.answers.get(id)
    return None if answer is None else float(answer.outcome not in ANSWERING)


def _scores(result: Result, layer: Layer, headline: str) -> dict[str, Scores]:
    if layer == "answers":
        return answer_scores(result)
    return retrieval_scores(result, headline) if headline in result.retrieval else {}
