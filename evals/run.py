"""Measures retrievers and answers on the gold: per question first, then averaged."""

import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from corpus.document import Passage, StoredText
from evals.gold import CHARACTERS, DEPTH, Question
from evals.metrics.ranking import passage_grades, rank_scores
from evals.metrics.recall import rank_found, recall_at, recall_in_text
from evals.places import LocatedQuestion, Place, label
from evals.result import Case, QuestionScore
from retriever.hit import Hit, Retriever

Texts = Mapping[str, StoredText]


def timed_hits(
    retriever: Retriever, questions: Sequence[Question]
) -> tuple[dict[str, list[Hit]], dict[str, float]]:
    """Hits and elapsed seconds by question id."""
    hits, elapsed = {}, {}
    for question in questions:
        started = time.perf_counter()
        hits[question.id] = retriever.retrieve(question.question, DEPTH)
        elapsed[question.id] = time.perf_counter() - started
    return hits, elapsed


def score_rankings(
    asked: Sequence[LocatedQuestion],
    hits: Mapping[str, Sequence[Hit]],
    passages: Sequence[Passage] = (),
) -> list[QuestionScore]:
    """Scores of every asked question whose hits are given."""
    known = {passage.id: Place(passage.document, passage.span) for passage in passages}
    grades = {q.gold.id: passage_grades(q.facts, known | _seen(hits[q.gold.id])) for q in asked}
    ids = {q.gold.id: [hit.passage.id for hit in hits[q.gold.id]] for q in asked}
    ranked = rank_scores(grades, ids)
    return [_score(q, hits[q.gold.id], ranked[q.gold.id]) for q in asked]


def _seen(hits: Sequence[Hit]) -> dict[str, Place]:
    return {hit.passage.id: Place(hit.passage.document, hit.passage.span) for hit in hits}


def _score(
    question: LocatedQuestion, hits: Sequence[Hit], ranked: Mapping[str, float | None]
) -> QuestionScore:
    read = [Place(hit.passage.document, hit.span) for hit in hits]
    texts = [hit.text for hit in hits]
    recalls = {f"recall_{n}": recall_at(question.facts, read, n) for n in CHARACTERS}
    strict = {f"text_recall_{n}": recall_in_text(question.facts, texts, n) for n in CHARACTERS}
    return QuestionScore(
        id=question.gold.id,
        scores={**recalls, **strict, **ranked},
        found=tuple(rank_found(fact, read) for fact in question.facts),
        passages=tuple(label(hit.passage.document, hit.text) for hit in hits[:10]),
        parts=_ordering(hits[:10]),
    )


def _ordering(hits: Sequence[Hit]) -> tuple[str, ...]:
    """Retrievers that tell these hits apart: one that scores all alike has no part in them."""
    scores: dict[str, set[float]] = defaultdict(set)
    for hit in hits:
        for name, part in hit.parts.items():
            scores[name].add(part.score)
    return tuple(sorted(name for name in scores if len(scores[name]) > 1))


def describe(question: LocatedQuestion) -> Case:
    """The question as results keep it."""
    gold = question.gold
    return Case(
        question=gold.question,
        language=gold.language,
        kind=gold.kind,
        split=gold.split,
        category=gold.category,
        parallel=gold.parallel,
        documents=question.documents,
        cluster=_cluster(question),
        facts=tuple(fact.text for fact in question.facts),
    )


def _cluster(question: LocatedQuestion) -> str:
    """The document of most facts by their first quote, if that is more than half of them. What no
    document answers stands alone, with its form in the other language."""
    homes = Counter(fact.places[0].document for fact in question.facts)
    if not homes:
        return question.gold.parallel or question.gold.id
    document, count = homes.most_common(1)[0]
    return document if count > len(question.facts) / 2 else "several"
