"""Dutch words for the English of a question, for the word search."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

LONGEST_PHRASE = 4
ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("", ""))


@lru_cache(maxsize=1)
def read_glossary() -> Mapping[str, tuple[str, ...]]:
    """What the Dutch say for an English word or phrase: one or more alternatives."""
    text = (files("retriever") / "glossary.toml").read_text(encoding="utf-8")
    return {english: tuple(dutch.split(", ")) for english, dutch in tomllib.loads(text).items()}


def translate(question: str) -> str:
    """Dutch words for the phrases of `question` that the glossary knows, longest phrases first."""
    words = _english_words(question)
    found: list[str] = []
    at = 0
    while at < len(words):
        length, dutch = _longest_at(words, at)
        found += dutch
        at += length
    return " ".join(found)


def translations(phrase: str) -> tuple[str, ...]:
    """The Dutch alternatives for an English phrase, singular or plural, that the glossary has as a
    whole."""
    written = " ".join(_english_words(phrase))
    for ending, singular in ENDINGS:
        known = read_glossary().get(written.removesuffix(ending) + singular)
        if known and written.endswith(ending):
            return known
    return ()


def _english_words(text: str) -> list[str]:
    return re.findall(r"[a-z]+(?:-[a-z]+)*", text.casefold())


def _longest_at(words: list[str], at: int) -> tuple[int, tuple[str, ...]]:
    for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
        if known := translations(" ".join(words[at : at + length])):
            return length, known
    return 1, ()
