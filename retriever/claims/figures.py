"""Figures of a text: digits, number words, fractions, months; and which thing each belongs to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from retriever.claims.words import Reading, Word

Kind = str
DUTCH = (
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien"
).split()
ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
DUTCH_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()
ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = {
    word: number
    for words in (
        "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende",
        "first second third fourth fifth sixth seventh eighth ninth tenth",
    )
    for number, word in enumerate(words.split(), 1)
}
MONTHS = {
    word: number
    for words in (
        "januari februari maart april mei juni juli augustus september oktober november december",
        "january february march april may june july august september october november december",
    )
    for number, word in enumerate(words.split(), 1)
}
ALSO_VERBS = ("may", "march")
# After these words a number is a year.
DATING = ("eind", "begin", "medio", "sinds")
POWERS = {
    "honderd": 100,
    "hundred": 100,
    "duizend": 1_000,
    "thousand": 1_000,
    "miljoen": 1_000_000,
    "million": 1_000_000,
    "miljard": 1_000_000_000,
    "billion": 1_000_000_000,
}
PERCENT = {"helft": 50, "half": 50, "kwart": 25, "quarter": 25, "driekwart": 75}
PERCENT_SIGN = re.compile(r"\s*(?:%|procent\b|percent\b|per cent\b)")
# "vijftal", "driepartijen", "two-party", "24-uurs": a count within a word.
COUNT_WITHIN = re.compile(
    r"^(?P<count>[a-z]{3,9}?|\d+)-?(?:tal|partij\w*|party|jarig\w*|year|maand\w*|uurs?|hour|voudig"
    r"|ledig\w*|weeks?|daags\w*|day)$"
)
# Words around a figure that tell what it counts, on either side.
AROUND = 4
# So much better must another figure of the quotes fit for the claim's to be misplaced.
MISPLACED = 0.12


@dataclass(frozen=True, slots=True)
class Figure:
    """`word` is its place among the words of the text."""

    kind: Kind
    value: float
    word: int


def count_words() -> dict[str, int]:
    counts = {word: number for words in (DUTCH, ENGLISH) for number, word in enumerate(words)}
    for number, (dutch, english) in enumerate(zip(DUTCH_TENS, ENGLISH_TENS, strict=True), 2):
        counts |= {dutch: 10 * number, english: 10 * number}
        for unit in range(1, 10):
            counts[f"{english}-{ENGLISH[unit]}"] = 10 * number + unit
            counts[f"{DUTCH[unit]}en{dutch}"] = 10 * number + unit
    return counts


COUNTS = count_words()


def find_figures(reading: Reading) -> list[Figure]:
    """In the order of the text. A bare "een" or "one" is an article or a pronoun, not a figure."""
    return list(_join_powers(_figures(reading)))


def missing_figures(claim: Reading, evidence: Reading) -> list[str]:
    """Figures of the claim, as written, that the evidence does not have."""
    known = {(figure.kind, figure.value) for figure in find_figures(evidence)}
    counts = {value for kind, value in known if kind == "count"}
    return [
        claim.words[figure.word].text
        for figure in find_figures(claim)
        if (figure.kind, figure.value) not in known and (figure.value != 1 or counts)
    ]


def misplaced_figures(claim: Reading, evidence: Reading, likeness: np.ndarray) -> list[str]:
    """Figures that the evidence gives to another thing than the claim does: the words around them
    are more like those around another figure of the evidence."""
    theirs = find_figures(evidence)
    ours = find_figures(claim)
    found = []
    for figure in ours:
        same = [other for other in theirs if other.value == figure.value]
        different = [o for o in theirs if o.kind == figure.kind and o.value != figure.value]
        if same and different:
            fits = [
                max(_fit(figure, ours, other, theirs, claim, evidence, likeness) for other in group)
                for group in (same, different)
            ]
            if fits[0] and fits[1] > fits[0] + MISPLACED:
                found.append(claim.words[figure.word].text)
    return found


def _figures(reading: Reading) -> Iterator[Figure]:
    for place, word in enumerate(reading.words):
        for kind, value in _values(word, reading.text, place, reading.words):
            yield Figure(kind, value, place)


def _values(
    word: Word, text: str, place: int, words: Sequence[Word]
) -> Iterator[tuple[Kind, float]]:
    folded = word.folded
    if re.fullmatch(r"\d+(?:[.,]\d+)*", word.text):
        value = _number(word.text)
        if PERCENT_SIGN.match(text, word.end):
            yield "percent", value
        else:
            before = words[place - 1].folded if place else ""
            yield ("year" if before in DATING else _count_or_year(word.text, value)), value
    elif folded in COUNTS and (COUNTS[folded] != 1 or word.text in ("één", "Eén", "Één")):
        percent = PERCENT_SIGN.match(text, word.end)
        yield ("percent" if percent else "count"), COUNTS[folded]
    elif folded in POWERS:
        yield "power", POWERS[folded]
    elif folded in PERCENT:
        yield "percent", PERCENT[folded]
    elif folded in MONTHS and (folded not in ALSO_VERBS or word.text[0].isupper()):
        yield "month", MONTHS[folded]
    elif folded in ORDINALS:
        yield from _ordinal(folded, place, words)
    else:
        yield from _within(word)


def _ordinal(folded: str, place: int, words: Sequence[Word]) -> Iterator[tuple[Kind, float]]:
    """ "A third of", "een derde van" are parts; elsewhere it is an order."""
    before = words[place - 1].folded if place else ""
    after = words[place + 1].folded if place + 1 < len(words) else ""
    is_part = before in ("een", "a", "one") and after in ("van", "of", "deel")
    yield ("percent", round(100 / ORDINALS[folded])) if is_part else ("ordinal", ORDINALS[folded])


def _within(word: Word) -> Iterator[tuple[Kind, float]]:
    """A count that a longer word begins with; "U16" begins with a letter and is a name."""
    digits = re.match(r"\d+(?:[.,]\d+)*", word.text)
    counted = COUNT_WITHIN.match(word.folded)
    long_number = _long_number(word.folded)
    if digits:
        yield "count", _number(digits.group())
    elif counted and counted["count"] in COUNTS:
        yield "count", COUNTS[counted["count"]]
    elif long_number:
        yield "count", long_number


def _long_number(word: str) -> int:
    """What a Dutch number word like "honderdtwintig" or "tienduizend" says; 0 for other words."""
    for power in ("duizend", "honderd"):
        before, found, after = word.partition(power)
        if found:
            parts = [COUNTS.get(part) or _long_number(part) for part in (before, after)]
            known = all(parts[i] for i, part in enumerate((before, after)) if part)
            return ((parts[0] or 1) * POWERS[power] + parts[1]) if known else 0
    return 0


def _number(written: str) -> float:
    """1.500, 1,500 and 1500 are one number; 3,5 and 3.5 are another."""
    plain = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", written)
    plain = plain.replace(",", ".")
    whole, *decimals = plain.split(".")
    return float(f"{whole}.{''.join(decimals) or 0}")


def _count_or_year(written: str, value: float) -> Kind:
    return "year" if written.isdigit() and 1900 <= value <= 2100 else "count"


def _join_powers(figures: Iterator[Figure]) -> Iterator[Figure]:
    """ "Ten thousand" and "1 miljoen" are one figure; a power by itself counts once."""
    held: Figure | None = None
    for figure in figures:
        if figure.kind != "power":
            if held:
                yield held
            held = figure
        elif held and held.kind == "count" and held.word == figure.word - 1:
            yield Figure("count", held.value * figure.value, figure.word)
            held = None
        else:
            if held:
                yield held
            held = Figure("count", figure.value, figure.word)
    if held:
        yield held


def _fit(
    figure: Figure,
    ours: Sequence[Figure],
    other: Figure,
    theirs: Sequence[Figure],
    claim: Reading,
    evidence: Reading,
    likeness: np.ndarray,
) -> float:
    """How like the words around two figures are."""
    rows = _counted(figure, ours, claim)
    columns = _counted(other, theirs, evidence)
    if not rows or not columns:
        return 0.0
    return float(likeness[np.ix_(rows, columns)].max(axis=1).mean())


def _counted(figure: Figure, figures: Sequence[Figure], reading: Reading) -> list[int]:
    """Places of the content words after a figure, up to the next figure."""
    later = [other.word for other in figures if other.word > figure.word]
    end = min([figure.word + 1 + AROUND, *later, len(reading.words)])
    return [i for i in range(figure.word + 1, end) if reading.words[i].is_content]
