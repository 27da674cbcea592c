"""Words of degree and direction: a claim may not say "less" where its quotes say "more"."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from corpus.analysis import fold
from retriever.claims.words import Reading

LONGEST_PHRASE = 4
# A weaker value follows from a stronger one: what all do, many do.
FOLLOWS_FROM: Mapping[tuple[str, str], frozenset[str]] = {
    ("quantity", "most"): frozenset({"all"}),
    ("quantity", "many"): frozenset({"all", "most"}),
    ("quantity", "several"): frozenset({"all", "most", "many", "some"}),
    ("quantity", "some"): frozenset({"several"}),
    ("quantity", "few"): frozenset({"none"}),
    ("must", "can"): frozenset({"may"}),
}
# Said in a claim, these need a word in the quotes that says so too.
NEEDED = frozenset({("must", "must"), ("must", "may"), ("quantity", "all")})
# Words on either side of a cue that tell what it is about.
AROUND = 3
# Likeness of what two cues are about, from which they can contradict each other.
ABOUT = 0.3
# Likeness from which a word of the evidence says what a needed cue says.
SAID = 0.8


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase with a value on a scale, from word `start` up to `end`."""

    scale: str
    value: str
    start: int
    end: int


@lru_cache(maxsize=1)
def read_scales() -> Mapping[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Scale and value by the folded words of a phrase."""
    text = (files("retriever.claims") / "scales.toml").read_text(encoding="utf-8")
    found: dict[tuple[str, ...], tuple[tuple[str, str], ...]] = {}
    for scale, values in tomllib.loads(text).items():
        for value, phrases in values.items():
            for phrase in phrases.split():
                words = tuple(fold(word) for word in phrase.split("_"))
                found[words] = (*found.get(words, ()), (scale, value))
    return found


def find_cues(words: Sequence[str]) -> list[Cue]:
    """Cues among folded words, the longest phrase first at each place."""
    found: list[Cue] = []
    at = 0
    while at < len(words):
        length, meanings = _longest_at(words, at)
        found += [Cue(scale, value, at, at + length) for scale, value in meanings]
        at += length
    return found


def contradictions(claim: Reading, evidence: Reading, likeness: np.ndarray) -> list[str]:
    """What the claim says in words that the evidence contradicts on the same scale."""
    theirs = find_cues(evidence.folded)
    return [
        " ".join(claim.folded[cue.start : cue.end])
        for cue in find_cues(claim.folded)
        if _contradicted(
            cue, [other for other in theirs if other.scale == cue.scale], claim, evidence, likeness
        )
    ]


def _contradicted(
    cue: Cue, others: Sequence[Cue], claim: Reading, evidence: Reading, likeness: np.ndarray
) -> bool:
    accepted = FOLLOWS_FROM.get((cue.scale, cue.value), frozenset()) | {cue.value}
    fits = {True: -1.0, False: -1.0}
    for other in others:
        same = other.value in accepted
        fits[same] = max(fits[same], _about(cue, other, claim, evidence, likeness))
    if fits[True] < 0 and (cue.scale, cue.value) in NEEDED:
        taken = {place for other in others for place in range(other.start, other.end)}
        free = [place for place in range(likeness.shape[1]) if place not in taken]
        return bool(likeness[cue.start : cue.end, free].max(initial=0.0) < SAID)
    return fits[False] >= ABOUT and fits[False] > fits[True] + 0.1


def _about(cue: Cue, other: Cue, claim: Reading, evidence: Reading, likeness: np.ndarray) -> float:
    rows = [*_near(cue, claim), *range(cue.start, cue.end)]
    columns = [*_near(other, evidence), *range(other.start, other.end)]
    return float(likeness[np.ix_(rows, columns)].max())


def _near(cue: Cue, reading: Reading) -> list[int]:
    places = [*range(cue.start - AROUND, cue.start), *range(cue.end, cue.end + AROUND)]
    return [i for i in places if 0 <= i < len(reading.words) and reading.words[i].is_content]


def _longest_at(words: Sequence[str], at: int) -> tuple[int, tuple[tuple[str, str], ...]]:
    for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
        meanings = read_scales().get(tuple(words[at : at + length]))
        if meanings:
            return length, meanings
    return 1, ()
