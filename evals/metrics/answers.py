"""How complete and how much to the point an answer is, by the sentences that it quotes."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import combinations

from corpus.document import StoredText
from corpus.likeness import jaccard
from evals.metrics.likeness import grams
from evals.metrics.recall import coverage, recall
from evals.places import Fact, Place

Texts = Mapping[str, StoredText]
# Two quotes that share half of their character 5-grams say nearly the same.
NEAR_COPY = 0.5


def nugget_recall(facts: Sequence[Fact], quoted: Sequence[Place]) -> float | None:
    """Strict nugget recall (AutoNuggetizer, Pradeep et al. 2024): share of the facts of which one
    alternative quote is quoted for at least 80 %; nothing for half a quote."""
    return recall(facts, quoted)


def vital_recall(facts: Sequence[Fact], quoted: Sequence[Place]) -> float | None:
    """Strict nugget recall over the facts that may not be missing."""
    return recall([fact for fact in facts if fact.vital], quoted)


def quoted_sentences(quoted: Sequence[Place], texts: Texts) -> list[Place]:
    """The sentences of which at least half is quoted, in reading order."""
    return [
        place
        for document in sorted({place.document for place in quoted})
        for number in _touched(document, quoted, texts)
        if coverage(place := _sentence(document, number, texts), quoted) >= 0.5
    ]


def _touched(document: str, places: Sequence[Place], texts: Texts) -> list[int]:
    """Numbers of the document's sentences that any of `places` overlaps."""
    spans = [sentence.span for sentence in texts[document].sentences]
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    touched: set[int] = set()
    for place in places:
        if place.document == document:
            first, last = bisect_right(ends, place.span.start), bisect_left(starts, place.span.end)
            touched.update(range(first, last))
    return sorted(touched)


def _sentence(document: str, number: int, texts: Texts) -> Place:
    return Place(document, texts[document].sentences[number].span)


def evidence_f1(
    facts: Sequence[Fact], quoted: Sequence[Place], texts: Texts, lenient: bool = False
) -> float | None:
    """Harmonic mean of precision (share of the quoted sentences that overlap a gold quote) and
    strict nugget recall. Lenient: the sentence before or after evidence counts as precise too,
    since an answer brings the sentence that introduces a list. None without facts."""
    if not facts:
        return None
    sentences = quoted_sentences(quoted, texts)
    evidence = [place for fact in facts for place in fact.places]
    wanted = _with_neighbours(evidence, texts) if lenient else evidence
    precise = [place for place in sentences if _overlaps(place, wanted)]
    found = recall(facts, quoted) or 0.0
    if not precise or not found:
        return 0.0
    precision = len(precise) / len(sentences)
    return 2 * precision * found / (precision + found)


def _overlaps(place: Place, others: Sequence[Place]) -> bool:
    return coverage(place, others) > 0


def _with_neighbours(evidence: Sequence[Place], texts: Texts) -> list[Place]:
    """The evidence, with the sentences beside it in the same section."""
    wanted = list(evidence)
    for document in {place.document for place in evidence}:
        last = len(texts[document].sentences) - 1
        for number in _touched(document, evidence, texts):
            sentence = _sentence(document, number, texts)
            for beside in {max(number - 1, 0), min(number + 1, last)} - {number}:
                neighbour = _sentence(document, beside, texts)
                wanted += [neighbour] if _home(neighbour, texts) == _home(sentence, texts) else []
    return wanted


def on_topic(facts: Sequence[Fact], quoted: Sequence[Place], texts: Texts) -> float | None:
    """Share of the quoted sentences from a section that holds evidence. A floor: a good sentence
    from elsewhere that the gold does not know counts as off topic. None without sentences."""
    sentences = quoted_sentences(quoted, texts)
    if not facts or not sentences:
        return None
    homes = {_home(place, texts) for fact in facts for place in fact.places}
    return sum(_home(place, texts) in homes for place in sentences) / len(sentences)


def _home(place: Place, texts: Texts) -> tuple[str, tuple[str, ...]]:
    return place.document, texts[place.document].section_path(place.span)


def redundant_pairs(claims: Sequence[str]) -> int:
    """Pairs of claims that are near-copies by the Jaccard of their character 5-grams."""
    pairs = combinations([grams(claim) for claim in claims], 2)
    return sum(jaccard(one, other) >= NEAR_COPY for one, other in pairs)
