"""Hits for a follow-up: those that its own words find as well go before the others."""

from collections.abc import Sequence
from dataclasses import replace

from retriever.hit import Hit

# On 93 follow-ups nDCG@10 is .588 without, .618 with .3, and .599 with .5.
ASPECT_SHARE = 0.3
# The score of a passage that its own words do not find; those that they do score 1 to 5.
NOT_FOUND = -1.0


def favour(hits: Sequence[Hit], for_aspect: Sequence[Hit]) -> list[Hit]:
    """`hits`, each with a share of its passage's score in `for_aspect` added, best first."""
    scores: dict[str, float] = {}
    for hit in for_aspect:
        scores.setdefault(hit.passage.id, hit.score)
    added = [
        replace(hit, score=hit.score + ASPECT_SHARE * scores.get(hit.passage.id, NOT_FOUND))
        for hit in hits
    ]
    return sorted(added, key=lambda hit: -hit.score)
