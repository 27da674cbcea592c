"""Dutch words for the English of a question, for the word search."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

LONGEST_PHRASE = 4
ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("", ""))


@lru_cache(maxsize=1)
def read_glossary() -> Mapping[str, str]:
    """What the Dutch say for an English word or phrase; commas between the alternatives."""
    text = (files("retriever") / "glossary.toml").read_text(encoding="utf-8")
    return {english: str(dutch) for english, dutch in tomllib.loads(text).items()}


def translate(question: str) -> str:
    """Dutch words for the phrases of `question` that the glossary knows, longest phrases first."""
    words = _english_words(question)
    found = []
    at = 0
    while at < len(words):
        length, dutch = _longest_at(words, at)
        found += [dutch.replace(",", "")] if dutch else []
        at += length
    return " ".join(found)


def translations(phrase: str) -> list[str]:
    """The Dutch names of an English phrase that the glossary has as a whole."""
    words = _english_words(phrase)
    length, dutch = _longest_at(words, 0) if words else (0, "")
    return dutch.split(", ") if dutch and length == len(words) else []


def _english_words(text: str) -> list[str]:
    return re.findall(r"[a-z]+(?:-[a-z]+)*", text.casefold())


def _longest_at(words: list[str], at: int) -> tuple[int, str]:
    for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
        phrase = " ".join(words[at : at + length])
        for ending, singular in ENDINGS:
            known = read_glossary().get(phrase.removesuffix(ending) + singular)
            if known and phrase.endswith(ending):
                return length, known
    return 1, ""
