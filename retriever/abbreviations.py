"""Abbreviations with what they stand for, where a document itself resolves them in brackets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.analysis import FUNCTION_WORDS
from corpus.document import StoredText
from retriever.definitions import Definition, quote_of

BRACKETS = re.compile(r"\(\s*[‘“'\"]?([^()]{2,80}?)[’”'\"]?\s*\)")
# Capitals decide: two of them, or one at the head of letters that hold no vowel but the last.
SHORT = re.compile(
    r"(?=\S*[A-Z]\S*[A-Z]|[A-Z][^aeiouAEIOU\W]+[aeiou]?$)[A-Za-z][A-Za-z0-9&./-]{1,9}"
)
SHORT_BEFORE = re.compile(r"[‘“'\"]?([A-Za-z][A-Za-z0-9&./-]{1,9})[’”'\"]?\s*$")
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Resolved:
    short: str
    long: str


def find_abbreviations(stored: StoredText) -> Iterator[Definition]:
    """The first sentence that resolves each, as "long form (SF)" or as "SF (long form)"."""
    seen: set[str] = set()
    for sentence in stored.sentences:
        text = stored.text[sentence.span.start : sentence.span.end]
        for found in resolve(text) if sentence.exact else ():
            if found.short in seen:
                continue
            seen.add(found.short)
            yield Definition(found.short, quote_of(stored, sentence.span), found.long)


def resolve(text: str) -> Iterator[Resolved]:
    for match in BRACKETS.finditer(text):
        before, inside = text[: match.start()].rstrip(" ‘’“”'\""), match[1].strip()
        reversed_ = SHORT_BEFORE.search(text[: match.start()])
        if SHORT.fullmatch(inside):
            long = long_form(inside, before)
            if long:
                yield Resolved(inside, long)
        elif reversed_ and SHORT.fullmatch(reversed_[1]) and initials_open(reversed_[1], inside):
            yield Resolved(reversed_[1], inside)


def long_form(short: str, before: str) -> str:
    """The shortest tail of `before` that `short` abbreviates, or "".

    Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in
    biomedical text": letters are sought from right to left, and the first must open a word.
    """
    letters = [letter for letter in short.casefold() if letter.isalnum()]
    words = list(WORD.finditer(before))
    window = words[-min(len(letters) + 5, 2 * len(letters)) :]
    if not window or len(words[-1][0]) <= 1:
        return ""
    at = len(before)
    for number, letter in reversed(list(enumerate(letters))):
        at -= 1
        while at >= window[0].start() and not (
            before[at].casefold() == letter and (number or not before[at - 1 : at].isalnum())
        ):
            at -= 1
        if at < window[0].start():
            return ""
    long = before[at:]
    return long if _spells(short, letters, long) else ""


def _spells(short: str, letters: list[str], long: str) -> bool:
    """Half of the letters open words, the last stands in the last word, and no word is idle."""
    words = [word.casefold() for word in WORD.findall(long)]
    said = [word for word in words if word not in FUNCTION_WORDS]
    opened = sum(letter in {word[0] for word in words} for letter in letters)
    return (
        len(long) > len(short)
        and short.casefold() not in words
        and len(said) <= len(letters) <= 2 * opened
        and letters[-1] in words[-1]
    )


def initials_open(short: str, long: str) -> bool:
    return long_form(short, long) == long
