"""How much of the gold a reader has seen after the first N characters, whatever is a passage."""

from collections.abc import Sequence

from corpus.document import Span
from evals.places import Fact, Place, fold, quote_pattern

# A quote counts as seen when this share of its characters was read: a passage may end at the last
# sentence of a long quote, and the fact is then there.
ENOUGH = 0.8


def read_characters(ranking: Sequence[Place], characters: int) -> list[Place]:
    """The ranking cut off after `characters`. A stretch that comes twice costs twice."""
    read: list[Place] = []
    for place in ranking:
        if characters <= 0:
            break
        end = min(place.span.end, place.span.start + characters)
        read.append(Place(place.document, Span(place.span.start, end)))
        characters -= len(place.span)
    return read


def coverage(place: Place, read: Sequence[Place]) -> float:
    """Share of the characters of `place` that stand in any of `read`, each counted once."""
    seen: set[int] = set()
    for other in read:
        if other.document == place.document and other.span.overlap(place.span):
            start = max(other.span.start, place.span.start)
            seen.update(range(start, min(other.span.end, place.span.end)))
    return len(seen) / len(place.span)


def is_found(fact: Fact, read: Sequence[Place]) -> bool:
    """Whether one of the fact's alternative quotes was read for at least `ENOUGH`."""
    return any(coverage(place, read) >= ENOUGH for place in fact.places)


def recall(facts: Sequence[Fact], read: Sequence[Place]) -> float | None:
    """Share of the facts that were found; None without facts."""
    return sum(is_found(fact, read) for fact in facts) / len(facts) if facts else None


def recall_at(facts: Sequence[Fact], ranking: Sequence[Place], characters: int) -> float | None:
    """Recall at N characters: share of the gold facts with a quote inside the first N characters
    of the ranked stretches (field notes, section 2): fair to any size of passage."""
    return recall(facts, read_characters(ranking, characters))


def rank_found(fact: Fact, ranking: Sequence[Place]) -> int | None:
    """Rank from 1 of the stretch with which the fact is found; None if it never is."""
    ranks = range(1, len(ranking) + 1)
    return next((rank for rank in ranks if is_found(fact, ranking[:rank])), None)


def recall_in_text(facts: Sequence[Fact], ranking: Sequence[str], characters: int) -> float | None:
    """The same for texts without offsets: a quote counts when all of it, folded, stands in the
    first N characters of the ranked texts. Neighbours and we are compared by this stricter rule."""
    if not facts:
        return None
    read = fold("\n".join(ranking)[:characters])
    found = [any(quote_pattern(quote).search(read) for quote in fact.quotes) for fact in facts]
    return sum(found) / len(found)
