"""Authors as a title page prints them -> names that can be sorted and inverted."""

import re
from dataclasses import dataclass

# Words before a Dutch surname that are no part of its sorting, and their neighbours' languages'.
PARTICLES = frozenset(
    "van de der den ten ter te het 't ’t in op aan bij tot uit von zu zur vom du des la le d' "
    "d’ da di dos del el al".split()
)
TITLES = frozenset("dr. dr drs. drs prof. prof ir. ir mr. mr ing. ing".split())
# What an organisation's name has in one of its words; compounds too ("Kenniscentrum").
ORGANISATION = re.compile(
    r"hogeschool|universi|academi|school\b|college|lectoraat|faculteit|instituut|institute|centrum|"
    r"centre|center|platform|netwerk|network|gemeente|municipalit|provincie|province|regio|"
    r"ministerie|ministry|inspectie|autoriteit|dienst|bureau|raad\b|council|commissie|committee|"
    r"kamer\b|stichting|foundation|vereniging|federatie|bond\b|fonds|coöperatie|coalitie|corporatie|"
    r"bedrij|groep\b|group\b|advies|onderzoek|research|consult|zorg|opvang|wonen|wijkteam|ggz|ggd|"
    r"team\b|werkgroep|programma|project|alliantie|samenwerking|redactie|uitgeverij|kennis|"
    r"rijks|nederland|b\.v\.|\bbv\b|n\.v\.|leger des heils"
)
# A surname may be a town; two words of which the last is one of these are more often its branch.
TOWNS = frozenset(
    "amsterdam rotterdam utrecht eindhoven groningen tilburg almere breda nijmegen arnhem "
    "amersfoort haarlem zwolle leiden maastricht dordrecht zoetermeer houten nieuwegein zeist "
    "veenendaal woerden ijsselstein vianen stichtse".split()
)


@dataclass(frozen=True, slots=True)
class Person:
    """`particle` is what stands before the surname and is not sorted by ("van den")."""

    family: str
    given: str = ""
    particle: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """Printed as it is, never turned round."""

    name: str


Name = Person | Organisation


def read_name(author: str, publisher: str = "") -> Name:
    """A comma tells apart surname and given names; without it, what looks like an organisation, or
    stands in `publisher`, is one, and else the last word is the surname, with a capitalised
    particle ("Van") as a part of it and a small one ("van") as not."""
    words = author.split()
    while len(words) > 1 and words[0].casefold() in TITLES:
        words = words[1:]
    name = " ".join(words)
    if _is_turned_round(name):
        family, given = (part.split() for part in name.split(","))
        at = next((n for n, word in enumerate(given) if _is_particle(word)), len(given))
        return _person(given[:at], [*given[at:], *family])
    if _is_organisation(words, publisher):
        return Organisation(" ".join(author.split()))
    return _person(*_halves(words))


def _is_particle(word: str) -> bool:
    return word in PARTICLES


def _is_turned_round(name: str) -> bool:
    """ "Berg, Jan van den": one comma, and nothing of an organisation."""
    family, comma, given = (part.strip() for part in name.partition(","))
    words = given.split()
    return bool(
        comma
        and family
        and words
        and "," not in given
        and not _has_organisation_word(name)
        and all(_is_particle(word) or word[0].isupper() for word in words)
    )


def _has_organisation_word(name: str) -> bool:
    return bool(ORGANISATION.search(name.casefold()))


def _is_organisation(words: list[str], publisher: str) -> bool:
    name = " ".join(words)
    return (
        len(words) < 2
        or len(words) > 6
        or _has_organisation_word(name)
        or bool(re.search(r"[\d&+/()@:,;!?\"“”]", name))
        or any(re.fullmatch(r"[A-Z]{3,}s?", word) for word in words)
        or any(word[0].islower() and not _is_particle(word) for word in words)
        or _is_particle(words[-1])
        or (len(words) == 2 and words[-1].casefold() in TOWNS and "." not in words[0])
        or bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", publisher))
    )


def _halves(words: list[str]) -> tuple[list[str], list[str]]:
    """Given names, and the surname with what stands before it."""
    lowered = [word.casefold() in PARTICLES for word in words]
    at = next((n for n, particle in enumerate(lowered) if particle), len(words) - 1)
    return words[:at], words[at:]


def _person(given: list[str], surname: list[str]) -> Person:
    """A capital that begins a name without given names is only that of a beginning."""
    if not given and surname[0].casefold() in PARTICLES:
        surname = [surname[0].lower(), *surname[1:]]
    at = next((n for n, word in enumerate(surname) if not _is_particle(word)), 0)
    return Person(" ".join(surname[at:]), " ".join(given), " ".join(surname[:at]))
