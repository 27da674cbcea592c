"""False claims made by rule from true Dutch sentences: one change each, and the sentence is untrue.

Written by hand are the paraphrases, the English claims and the alterations of paraphrases; the
rules only see quotes. `write_claims` brings the rule-made lines of a file in line with the rules.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from evals.claims import Kind, MadeClaim, read_claims

Rule = Callable[[str, Sequence[str]], str | None]
PLACES = "Houten Zeist Woerden Nieuwegein Almelo Assen Breda Groningen Utrecht Twente".split()
ORGANISATIONS = (
    "Lister Altrecht Kwintes Abrona Platform31 Enik DOCK Digicontact Pitstop Dannenberg".split()
)
ROLES = (
    "gemeente woningcorporatie cliënt professional begeleider zorgaanbieder hoofdbewoner "
    "gemeenten woningcorporaties cliënten professionals begeleiders zorgaanbieders deelnemers "
    "werkgroepen organisaties bewoners vrijwilligers"
).split()
COUNTS = "twee drie vier vijf zes zeven acht negen tien elf twaalf".split()
AUXILIARIES = "is zijn wordt worden kan kunnen moet moeten heeft hebben was werd".split()
MODALS = {
    "moet": "kan",
    "moeten": "kunnen",
    "kan": "moet",
    "kunnen": "moeten",
    "mag": "moet",
    "wil": "moet",
    "willen": "moeten",
    "hoeft niet": "moet",
}
QUANTIFIERS = {
    "alle": "sommige",
    "iedere": "een enkele",
    "veel": "weinig",
    "vaak": "zelden",
    "altijd": "soms",
    "enkele": "alle",
    "een aantal": "alle",
    "diverse": "alle",
    "meestal": "nooit",
    "sommige": "alle",
    "niet altijd": "nooit",
}
DIRECTIONS = {
    "meer": "minder",
    "minder": "meer",
    "toenemen": "afnemen",
    "groot": "klein",
    "grote": "kleine",
    "belangrijk": "onbelangrijk",
    "goede": "slechte",
    "tijdelijke": "permanente",
    "tijdelijk": "permanent",
    "noodzakelijk": "overbodig",
    "binnen": "buiten",
    "in combinatie met": "zonder",
    "met een": "zonder een",
    "lastig": "makkelijk",
    "zelfstandig": "onzelfstandig",
    "voorkomen": "veroorzaken",
}


def change_number(text: str, _: Sequence[str]) -> str | None:
    """Another figure, or where there are two unlike ones, each in the other's place."""
    found = list(re.finditer(r"(?<![\w-])\d+(?:[.,]\d+)*(?![\w-])", text))
    for first, second in pairwise(found):
        is_range = text[first.end() : second.start()].strip() in ("tot", "-", "tot en met")
        if first.group() != second.group() and not is_range:
            return _swap(text, first, second)
    if found:
        at = found[0]
        return _replace(text, at, str(int(re.sub(r"\D", "", at.group())) + 7))
    counted = re.search(rf"\b(?:{'|'.join(COUNTS)})\b", text, re.IGNORECASE)
    if counted is None:
        return None
    position = COUNTS.index(counted.group().lower())
    return _replace(text, counted, COUNTS[(position + 3) % len(COUNTS)])


def flip_negation(text: str, _: Sequence[str]) -> str | None:
    negation = re.search(r"\bniet(?! (?:alleen|enkel|altijd))\b ?|\bgeen\b", text, re.IGNORECASE)
    if negation:
        return _replace(text, negation, "een" if negation.group().lower() == "geen" else "")
    auxiliary = re.search(rf"(?<!van )\b(?:{'|'.join(AUXILIARIES)})\b", text)
    return _replace(text, auxiliary, f"{auxiliary.group()} niet") if auxiliary else None


def swap_name(text: str, _: Sequence[str]) -> str | None:
    for names in (ORGANISATIONS, PLACES):
        name = re.search(rf"\b(?:{'|'.join(names)})\b", text)
        if name:
            at = names.index(name.group()) + 3
            others = [other for other in names[at:] + names[:at] if other not in text]
            return _replace(text, name, others[0])
    return None


def change_modality(text: str, _: Sequence[str]) -> str | None:
    return _exchange(text, MODALS)


def change_quantifier(text: str, _: Sequence[str]) -> str | None:
    return _exchange(text, QUANTIFIERS)


def change_direction(text: str, _: Sequence[str]) -> str | None:
    return _exchange(text, DIRECTIONS)


def swap_roles(text: str, _: Sequence[str]) -> str | None:
    """Two roles in each other's place, unless they only stand in one enumeration."""
    found = list(re.finditer(rf"\b(?:{'|'.join(ROLES)})\b", text))
    for first, second in pairwise(found):
        between = text[first.end() : second.start()]
        if first.group() != second.group() and len(between) > 6 and " en " not in between:
            return _swap(text, first, second)
    return None


def invent_half(text: str, others: Sequence[str]) -> str | None:
    """The end of another document's sentence goes on where this one stops."""
    place = int(sha256(text.encode()).hexdigest(), 16)
    other = others[place % len(others)].rstrip(".;:’' ")
    tail = re.sub(r"^\W*(\w)", lambda match: match.group(1).lower(), other)
    return f"{text.rstrip('.;:’ ')}, en {tail}."


RULES: dict[Kind, Rule] = {
    "number": change_number,
    "negation": flip_negation,
    "name": swap_name,
    "modality": change_modality,
    "quantifier": change_quantifier,
    "direction": change_direction,
    "roles": swap_roles,
    "invented": invent_half,
}


def alter(true: Sequence[MadeClaim]) -> Iterator[MadeClaim]:
    """What every rule makes of every verbatim claim of `true`; most rules fit few sentences."""
    for row in true:
        if row.kind != "verbatim":
            continue
        own = {quote.document for quote in row.quotes}
        others = [
            other.claim
            for other in true
            if other.kind == "verbatim"
            and other.split == row.split
            and not own & {quote.document for quote in other.quotes}
        ]
        for kind, rule in RULES.items():
            altered = rule(row.claim, others)
            if altered:
                changes = {"claim": altered, "kind": kind, "made": "rule"}
                yield row.model_copy(update={"id": f"{row.id}-{kind}", **changes})


def write_claims(path: Path) -> None:
    """Makes the rule-made lines of `path` anew. Raises BadGold."""
    by_hand = [row for row in read_claims(path) if row.made == "hand"]
    rows = [*by_hand, *alter(by_hand)]
    path.write_text("".join(f"{row.model_dump_json()}\n" for row in rows), "utf-8")


def _exchange(text: str, pairs: dict[str, str]) -> str | None:
    longest_first = "|".join(sorted(pairs, key=len, reverse=True))
    found = re.search(rf"\b(?:{longest_first})\b", text, re.IGNORECASE)
    return _replace(text, found, pairs[found.group().lower()]) if found else None


def _replace(text: str, at: re.Match[str], by: str) -> str:
    capital = by[:1].upper() if at.start() == 0 else by[:1]
    return text[: at.start()] + capital + by[1:] + text[at.end() :]


def _swap(text: str, first: re.Match[str], second: re.Match[str]) -> str:
    between = text[first.end() : second.start()]
    return text[: first.start()] + second.group() + between + first.group() + text[second.end() :]
