"""Names of a text: people, places, organisations, methods and acronyms."""

import re
from collections.abc import Collection, Iterable
from itertools import pairwise

import numpy as np
import simplemma

from corpus.analysis import fold
from retriever.claims.figures import COUNTS
from retriever.claims.words import SAYING_LITTLE, Reading, Word

# Dutch names that English writes otherwise.
ENGLISH_NAMES = {
    "netherlands": "nederland",
    "holland": "nederland",
    "hague": "haag",
    "dutch": "nederlandse",
    "flanders": "vlaanderen",
    "belgium": "belgie",
    "europe": "europa",
    "european": "europese",
}
# "Almelose" comes from Almelo, "Utrechters" from Utrecht.
ENDINGS = ("se", "s", "e", "er", "ers", "'s")
SHORTEST = 3
# Cosine to a word of the evidence from which an ordinary word may translate it.
TRANSLATED, TRANSLATED_NAME, EXACTLY = 0.5, 0.7, 1.0


def find_names(texts: Iterable[str]) -> frozenset[str]:
    """Words that `texts` write with a capital within sentences and hardly ever without, folded."""
    capital: dict[str, int] = {}
    small: dict[str, int] = {}
    for text in texts:
        for word in re.findall(r"(?<=[a-zà-ÿ,;] )[A-ZÀ-Ý][\w’'-]+", text):
            capital[fold(word)] = capital.get(fold(word), 0) + 1
        for word in re.findall(r"\b[a-zà-ÿ][\w’'-]+", text):
            small[fold(word)] = small.get(fold(word), 0) + 1
    return frozenset(word for word, times in capital.items() if times > 3 * small.get(word, 0))


def missing_names(
    claim: Reading, evidence: Reading, covered: np.ndarray, known: Collection[str]
) -> list[str]:
    """Names in the claim that the evidence does not have; `known` as of `find_names`, `covered` as
    of `cover`: a name made of ordinary words may be translated."""
    words = _spellings(evidence)
    return [
        word.text
        for place, word in enumerate(claim.words)
        if _is_name(word, _opens(claim, place), known)
        and not _stands_in(word, words)
        and covered[place] < _sure(word, known)
    ]


def _is_name(word: Word, opens: bool, known: Collection[str]) -> bool:
    """`opens`: a sentence begins with it, so that its capital says nothing."""
    if word.text.casefold() == word.text or word.folded in SAYING_LITTLE or word.folded in COUNTS:
        return False
    if opens and _capitals(word) == 1:
        return word.folded in known or not _is_ordinary(word)
    return True


def _sure(word: Word, known: Collection[str]) -> float:
    """How surely the evidence must have the word for it to be a translation of a name there."""
    if _capitals(word) > 1:
        return EXACTLY
    return TRANSLATED if _is_ordinary(word) and word.folded not in known else TRANSLATED_NAME


def _capitals(word: Word) -> int:
    return sum(letter.isupper() for letter in word.text)


def _is_ordinary(word: Word) -> bool:
    return any(simplemma.is_known(word.folded, lang=language) for language in ("nl", "en"))


def _opens(reading: Reading, place: int) -> bool:
    before = reading.text[: reading.words[place].start].rstrip("‘“\"'«([• ")
    return not before or before[-1] in ".!?:…"


def _spellings(evidence: Reading) -> set[str]:
    """Words without signs, each also joined with the next ("Zon MW") and without an ending."""
    bare = [_bare(word) for word in evidence.folded]
    joined = {first + second for first, second in pairwise(bare)}
    return {*bare, *joined, *(stripped for word in bare for stripped in _stripped(word))}


def _stands_in(word: Word, words: Collection[str]) -> bool:
    bare = _bare(word.folded)
    first = _bare(word.folded.split("-")[0])
    candidates = {bare, first, ENGLISH_NAMES.get(bare, bare), *_stripped(bare)}
    return bool(candidates & set(words))


def _stripped(name: str) -> set[str]:
    found = {name.removesuffix(ending) for ending in ENDINGS if name.endswith(ending)}
    return {stripped for stripped in found if len(stripped) > SHORTEST}


def _bare(word: str) -> str:
    return re.sub(r"[^\w]", "", word)
