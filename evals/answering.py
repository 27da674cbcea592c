"""Measures answers on the gold: every question asked once, every score kept."""

from collections.abc import Callable, Mapping, Sequence

from corpus.document import Quote, StoredText
from evals.anchors import Anchor
from evals.metrics import answers as completeness
from evals.metrics import citations
from evals.metrics.recall import is_found
from evals.metrics.refusal import ANSWERING, net_score
from evals.places import LocatedQuestion, Place, label
from evals.result import AnswerScore, Scores
from retriever.answer import Answer

Texts = Mapping[str, StoredText]
Ask = Callable[[str], Answer]
COMPARABLE = "late"


def confidence(answer: Answer) -> float:
    """The answer's own probability. Where nothing was weighed: 0 for what is refused whatever the
    documents hold, else the mean score that late interaction gave the passages shown, which unlike
    a hit's own score compares between questions."""
    if answer.outcome == "refused":
        return 0.0
    if answer.probability is not None:
        return answer.probability
    late = [hit.parts[COMPARABLE].score for hit in answer.hits if COMPARABLE in hit.parts]
    return sum(late) / len(late) if late else 0.0


def evaluate_answers(
    ask: Ask,
    questions: Sequence[LocatedQuestion],
    texts: Texts,
    anchors: Sequence[Anchor] = (),
) -> tuple[dict[str, AnswerScore], dict[str, float]]:
    """Scores and elapsed seconds by question id, unanswerable questions included."""
    scores: dict[str, AnswerScore] = {}
    elapsed: dict[str, float] = {}
    for question in questions:
        answer = ask(question.gold.question)
        scores[question.gold.id] = score_answer(question, answer, texts, anchors)
        elapsed[question.gold.id] = answer.elapsed
    return scores, elapsed


def score_answer(
    question: LocatedQuestion,
    answer: Answer,
    texts: Texts,
    anchors: Sequence[Anchor] = (),
) -> AnswerScore:
    quotes = _quotes(answer)
    known = [Place(quote.document, quote.span) for quote in quotes if quote.document in texts]
    return AnswerScore(
        id=question.gold.id,
        outcome=answer.outcome,
        confidence=confidence(answer),
        text=answer.text,
        quotes=tuple(label(quote.document, quote.text) for quote in quotes),
        scores={
            **_completeness(question, answer, known, texts),
            **_citations(answer, quotes, texts, anchors),
            **_verdict(question, answer, known),
        },
        found=tuple(is_found(fact, known) for fact in question.facts),
    )


def _quotes(answer: Answer) -> list[Quote]:
    """Every quote that a claim rests on, once, in order."""
    return list(dict.fromkeys(quote for claim in answer.claims for quote in claim.quotes))


def _completeness(
    question: LocatedQuestion, answer: Answer, quoted: Sequence[Place], texts: Texts
) -> dict[str, float | None]:
    answered = answer.outcome in ANSWERING
    return {
        "nugget_recall": completeness.nugget_recall(question.facts, quoted),
        "vital_recall": completeness.vital_recall(question.facts, quoted),
        "evidence_f1": completeness.evidence_f1(question.facts, quoted, texts),
        "evidence_f1_lenient": completeness.evidence_f1(
            question.facts, quoted, texts, lenient=True
        ),
        "on_topic": completeness.on_topic(question.facts, quoted, texts),
        "redundant_pairs": completeness.redundant_pairs([claim.text for claim in answer.claims]),
        "length": len(answer.text) if answered else None,
    }


def _citations(
    answer: Answer, quotes: Sequence[Quote], texts: Texts, anchors: Sequence[Anchor]
) -> Scores:
    cited = [citation.quote for citation in answer.citations]
    pages = [citations.page_right(q.page, Place(q.document, q.span), anchors) for q in cited]
    return {
        "verbatim": citations.share([citations.is_verbatim(quote, texts) for quote in quotes]),
        "whole": citations.share([citations.is_whole(quote, texts) for quote in quotes]),
        "resolve": citations.share(citations.resolve(answer)),
        "page_right": citations.share(pages),
        "section_right": citations.share([citations.section_right(q, texts) for q in cited]),
    }


def _verdict(question: LocatedQuestion, answer: Answer, quoted: Sequence[Place]) -> Scores:
    answered, answerable = answer.outcome in ANSWERING, question.gold.answerable
    recall = completeness.nugget_recall(question.facts, quoted)
    return {
        "answered": float(answered),
        "rightly_answered_or_refused": float(answered == answerable),
        "net": float(net_score(answered, answerable, recall)),
    }
