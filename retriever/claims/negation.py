"""What a text denies: a claim may deny only what its quotes deny, and must keep their denials."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import simplemma

from retriever.claims.words import Reading

NEGATORS = frozenset(
    """niet geen nooit nergens niemand niets noch zonder nauwelijks amper evenmin ontbreken
    ontbreekt ontbrak gebrek onmogelijk not no never nobody nothing nowhere without nor neither
    none cannot hardly barely scarcely lack lacks lacking absence unable impossible unnecessary
    unlikely""".split()
)
# These may say in other words what is denied elsewhere, but deny nothing by themselves.
SOFT = frozenset(
    """onvoldoende tekort weinig zelden stopt stoppen buiten weigert insufficient insufficiently
    shortage little few rarely seldom stop stops outside refuses fails""".split()
)
# With these before it or after it a negator denies nothing: "niet alleen", "a few".
HARMLESS = (
    ("niet", "alleen"), ("niet", "enkel"), ("niet", "slechts"), ("niet", "zozeer"),
    ("not", "only"), ("not", "just"), ("not", "merely"), ("a", "few"), ("a", "little"),
    ("een", "weinig"), ("no", "more", "than"), ("niet", "meer", "dan"),
)  # fmt: skip
ANY_PREFIX = ("on", "un", "in", "im", "dis", "niet")
PREFIXES = (("on", "nl"), ("un", "en"))
# Words that begin with a prefix and are no denial of the rest.
WHOLE = frozenset(
    """onder ons onze onlangs onthouden ongeveer onderling union unit until under unless
    unite unfortunately""".split()
)
BREAKS = frozenset(
    "maar but want omdat because terwijl whereas hoewel although though zodat doordat".split()
)
# Words on either side of a negator that it may deny.
SCOPE, NEAREST = 6, 2
# Likeness of a denied word to a word of the other text, from which they are the same thing.
SAME = 0.45
# … from which the claim would have had to deny it too.
SPOKEN_OF = 0.5
# … of negators in two languages, from which they deny the same thing.
ALIKE = 0.8
# A word that is so much more like another word of the evidence is not the one denied there.
ELSEWHERE = 0.2


@dataclass(frozen=True, slots=True)
class Denial:
    """The negator's place, and the places of the content words that it may deny, nearest first."""

    negator: int
    scope: tuple[int, ...]


def find_denials(reading: Reading) -> list[Denial]:
    words = reading.folded
    return [
        Denial(place, (place,) if _prefixed(word) else _scope(reading, place))
        for place, word in enumerate(words)
        if (word in NEGATORS | SOFT or word.endswith("n't") or _prefixed(word))
        and not _harmless(words, place)
    ]


def unfounded_denials(claim: Reading, evidence: Reading, likeness: np.ndarray) -> list[str]:
    """Words that the claim denies and the evidence doesn't; one denial founds one other."""
    ours, theirs = find_denials(claim), find_denials(evidence)
    pairs = sorted(
        (
            (_likeness(own, other, likeness), i, j)
            for i, own in enumerate(ours)
            for j, other in enumerate(theirs)
        ),
        reverse=True,
    )
    founded: dict[int, int] = {}
    for value, i, j in pairs:
        if value >= SAME and i not in founded and j not in founded.values():
            founded[i] = j
    return [
        _said(claim, denial)
        for i, denial in enumerate(ours)
        if i not in founded
        and not _is_soft(claim, denial)
        and not _kept_prefix(claim, denial, evidence, likeness)
    ]


def lost_denials(claim: Reading, evidence: Reading, likeness: np.ndarray) -> list[str]:
    """Words that the evidence denies and the claim, which has them too, doesn't."""
    ours = find_denials(claim)
    return [
        _said(evidence, denial)
        for denial in find_denials(evidence)
        if not _is_soft(evidence, denial)
        and _speaks_of(denial, likeness)
        and not any(_likeness(other, denial, likeness) >= SAME for other in ours)
    ]


def _is_soft(reading: Reading, denial: Denial) -> bool:
    return reading.folded[denial.negator] in SOFT


def _kept_prefix(claim: Reading, denial: Denial, evidence: Reading, likeness: np.ndarray) -> bool:
    """Whether a word like "undocumented" stands for one like "ongedocumenteerden"."""
    if not _prefixed(claim.folded[denial.negator]):
        return False
    nearest = int(likeness[denial.negator].argmax())
    return (
        evidence.folded[nearest].startswith(ANY_PREFIX)
        and likeness[denial.negator, nearest] >= SAME
    )


def _likeness(ours: Denial, theirs: Denial, likeness: np.ndarray) -> float:
    if not ours.scope or not theirs.scope:
        return 1.0
    rows, columns = list(ours.scope[:NEAREST]), list(theirs.scope[:NEAREST])
    denied = likeness[np.ix_(rows, columns)].max(axis=1)
    anywhere = likeness[rows].max(axis=1)
    scopes = float(np.where(denied >= anywhere - ELSEWHERE, denied, 0.0).max())
    negators = float(likeness[ours.negator, theirs.negator])
    return max(scopes, negators) if ALIKE <= negators < 1 else scopes


def _speaks_of(denial: Denial, likeness: np.ndarray) -> bool:
    """Whether the claim has a word that the evidence denies."""
    scope = list(denial.scope[:NEAREST])
    return bool(likeness[:, scope].max(initial=0.0) >= SPOKEN_OF) if scope else False


def _scope(reading: Reading, place: int) -> tuple[int, ...]:
    found = []
    for step in (1, -1):
        at = place + step
        while 0 <= at < len(reading.words) and abs(at - place) <= SCOPE:
            if _broken(reading, *sorted((at, at - step))) or reading.folded[at] in BREAKS:
                break
            if reading.words[at].is_content and reading.folded[at] not in NEGATORS:
                found.append(at)
            at += step
    return tuple(sorted(found, key=lambda at: abs(at - place)))


def _broken(reading: Reading, first: int, second: int) -> bool:
    between = reading.text[reading.words[first].end : reading.words[second].start]
    return any(sign in between for sign in ",;:.!?()–—\n")


def _harmless(words: Sequence[str], place: int) -> bool:
    return any(
        tuple(words[place - offset : place - offset + len(phrase)]) == phrase
        for phrase in HARMLESS
        for offset in range(len(phrase))
        if place >= offset and phrase[offset] in NEGATORS
    )


def _prefixed(word: str) -> bool:
    return any(
        word.startswith(prefix)
        and word not in WHOLE
        and len(word) > len(prefix) + 3
        and simplemma.is_known(word.removeprefix(prefix), lang=language)
        for prefix, language in PREFIXES
    )


def _said(reading: Reading, denial: Denial) -> str:
    places = sorted({denial.negator, *denial.scope[:1]})
    return " ".join(reading.words[place].text for place in places)
