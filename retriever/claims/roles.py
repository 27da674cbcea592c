"""Who does what to whom, as far as word order and prepositions tell."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from retriever.claims.words import Reading

# Prepositions that give a part in what happens, in Dutch and English.
SLOTS = {
    preposition: slot
    for slot, prepositions in {
        "from": "van uit vanuit of from",
        "to": "naar aan tegen to towards",
        "by": "door by volgens",
        "with": "met with",
        "for": "voor for",
    }.items()
    for preposition in prepositions.split()
}
OTHER_PREPOSITIONS = frozenset(
    "in op bij tot om over onder tussen binnen tijdens at on about between within during".split()
)
# These tell where, not who.
PLACES = frozenset("in op at on binnen within tijdens during tussen between".split())
# Ends of words for those who act.
ACTORS = tuple(
    """mensen inwoners buren people inhabitants neighbours arts artsen politie psychiater
    huisbaas verhuurder verhuurders doctor police landlord psychiatrist gemeente gemeenten
    corporatie corporaties aanbieder aanbieders client clienten professional professionals
    begeleider begeleiders bewoner bewoners groep groepen organisatie organisaties project
    projecten huurder huurders team teams partner partners partij partijen verzekeraar
    verzekeraars deelnemer deelnemers initiatief initiatieven bureau vrijwilliger
    vrijwilligers projectleider medewerker medewerkers ministerie provincie regio bedrijf
    bedrijven municipality municipalities association associations corporation
    corporations provider providers clients counsellor counsellors resident residents
    group groups organisation organisations organization organizations projects tenant
    tenants party parties insurer insurers participant participants initiative initiatives
    agency volunteer volunteers leader staff worker workers ministry company companies
    government neighbour neighbours""".split()
)
JOINING = frozenset("en and of or de het een the a an".split())
BARE = "bare"
# Likeness from which a word of the claim is the evidence's.
SAME = 0.5
# How surely the evidence must have an actor; "project" and "people" are said of anything.
PRESENT, VAGUE = 0.7, ("project", "initiatie", "inwoner", "mensen", "people")
# "From" and "to" stand at most so many words apart, and one way round must fit so much better.
FROM, TO = ("van", "vanuit", "uit", "from"), (("naar",), ("to",), ("tot",))
WAY, CLEARLY = 8, 0.3
# Words between an actor and the preposition that governs it.
REACH = 4


@dataclass(frozen=True, slots=True)
class Part:
    """An actor at a place, in the slot of its preposition; `other` is its place in the evidence."""

    place: int
    slot: str
    other: int
    other_slot: str


def missing_actors(claim: Reading, covered: np.ndarray) -> list[str]:
    """Those who act in the claim and are not in the evidence. `covered` as of `cover`: on the dev
    half the actors of true claims have .74 and more, those put in another's place up to .66."""
    return [
        word.text
        for place, word in enumerate(claim.words)
        if word.folded.endswith(ACTORS)
        and word.is_content
        and not word.folded.startswith(VAGUE)
        and covered[place] < PRESENT
    ]


def swapped_roles(claim: Reading, evidence: Reading, likeness: np.ndarray) -> list[str]:
    """Pairs of actors that the claim puts in each other's place."""
    parts = list(_parts(claim, evidence, likeness))
    return _turned_round(claim, evidence, likeness) + [
        f"{claim.words[first.place].text} / {claim.words[second.place].text}"
        for i, first in enumerate(parts)
        for second in parts[i + 1 :]
        if first.other != second.other and _swapped(first, second, claim, evidence)
    ]


def _turned_round(claim: Reading, evidence: Reading, likeness: np.ndarray) -> list[str]:
    """ "From A to B" where the evidence goes from B to A."""
    for ours in _ways(claim):
        for theirs in _ways(evidence):
            straight, round_ = (
                sum(float(likeness[np.ix_(a, b)].max()) for a, b in zip(ours, ends, strict=True))
                for ends in (theirs, theirs[::-1])
            )
            if round_ > straight + CLEARLY:
                places = (claim.words[ours[0][0]].text, claim.words[ours[1][0]].text)
                return [" / ".join(places)]
    return []


def _ways(reading: Reading) -> Iterator[tuple[list[int], list[int]]]:
    """Places of the words of "from …" and of the "to …" that follows it."""
    for start, word in enumerate(reading.folded):
        ends = [i for i in range(start + 1, start + WAY) if reading.folded[i : i + 1] in TO]
        if word in FROM and ends:
            before = [i for i in range(start + 1, ends[0]) if _tells(reading, i)]
            rest = range(ends[0] + 1, min(ends[0] + WAY // 2, len(reading.words)))
            after = [i for i in rest if _tells(reading, i)]
            if before and after:
                yield before, after


def _tells(reading: Reading, place: int) -> bool:
    return reading.words[place].is_content or reading.folded[place].isdigit()


def _parts(claim: Reading, evidence: Reading, likeness: np.ndarray) -> Iterator[Part]:
    for place, word in enumerate(claim.words):
        if _acts(claim, place) and not _modifies(claim, place):
            other = _counterpart(place, evidence, likeness)
            if likeness[place, other] >= SAME and (word.is_content or word.folded.endswith(ACTORS)):
                yield Part(place, _slot(claim, place), other, _slot(evidence, other))


def _modifies(reading: Reading, place: int) -> bool:
    """Whether it is the first part of a name or of an English compound: "project leader"."""
    if place + 1 == len(reading.words) or not _acts(reading, place + 1):
        return False
    return reading.words[place + 1].start == reading.words[place].end + 1 and not _parted(
        reading, place
    )


def _counterpart(place: int, evidence: Reading, likeness: np.ndarray) -> int:
    """The likeliest word of the evidence, an actor before another word that is as likely."""
    row = [value + 0.1 * _acts(evidence, i) for i, value in enumerate(likeness[place])]
    return int(np.argmax(row))


def _swapped(first: Part, second: Part, claim: Reading, evidence: Reading) -> bool:
    ours, theirs = (first.slot, second.slot), (first.other_slot, second.other_slot)
    if _turned(ours, theirs):
        return True
    if ours != (BARE, BARE) or theirs != ours or first.other < second.other:
        return False
    return not _listed(claim, first.place, second.place) and not _listed(
        evidence, second.other, first.other
    )


def _turned(ours: tuple[str, str], theirs: tuple[str, str]) -> bool:
    """Each is governed by a preposition in one text, and by none in the other; or they exchange
    theirs. "By" is left out: it makes an active sentence passive."""
    if any(slot in PLACES for slot in ours + theirs):
        return False
    if "by" in ours + theirs:
        return "by" in ours and ours == theirs[::-1]
    if any(_given_away(ours, theirs, i) for i in (0, 1)):
        return True
    bare = [slot == BARE for slot in ours], [slot == BARE for slot in theirs]
    return ours[0] != ours[1] and (
        ours == theirs[::-1] or (bare[0] == bare[1][::-1] and bare[0][0] != bare[0][1])
    )


def _given_away(ours: tuple[str, str], theirs: tuple[str, str], i: int) -> bool:
    """The claim gives actor `i` the preposition that the evidence gives the other one."""
    taken = ours[i] != BARE and ours[i] == theirs[1 - i]
    return taken and ours[i] != theirs[i] and ours[1 - i] != theirs[1 - i]


def _listed(reading: Reading, first: int, second: int) -> bool:
    """Whether two actors stand in one enumeration, whose order means nothing."""
    return all(
        reading.folded[place] in JOINING or _acts(reading, place)
        for place in range(first + 1, second)
    )


def _slot(reading: Reading, place: int) -> str:
    reach = REACH
    for at in range(place - 1, -1, -1):
        word = reading.folded[at]
        if word in SLOTS or word in OTHER_PREPOSITIONS:
            return SLOTS.get(word, word)
        if _acts(reading, at) and (_joined(reading, at, place) or _modifies(reading, at)):
            return _slot(reading, at)
        reach -= 1
        if not reach or _parted(reading, at) or _acts(reading, at):
            break
    return BARE


def _joined(reading: Reading, first: int, second: int) -> bool:
    """Whether an "and" joins two words, so that one preposition governs both."""
    between = reading.folded[first + 1 : second]
    return (
        bool({"en", "and", "of", "or"} & set(between))
        or reading.text[reading.words[first].end] == ","
    )


def _parted(reading: Reading, place: int) -> bool:
    after = reading.words[place].end
    return any(sign in reading.text[after : after + 2] for sign in ",;:.()")


def _acts(reading: Reading, place: int) -> bool:
    word = reading.words[place]
    capitals = sum(letter.isupper() for letter in word.text)
    return capitals > (place == 0) or _ends_in_actor(word.folded)


def _ends_in_actor(word: str) -> bool:
    return word.endswith(ACTORS)
