"""Which letters make a Dutch word: known from the report itself, or from a Dutch word list."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from simplemma import is_known

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W_]+)*")


def word_set(words: str) -> frozenset[str]:
    """The words of a text, parted by spaces: how word lists are written in this package."""
    return frozenset(words.split())


FUNCTION_WORDS = word_set(
    "de het een en of van in op te ter ten tot bij met aan om uit over onder door voor "
    "naar na als dat die dit deze den der des er ook niet is zijn was wordt worden kan ze "
    "zij hij wij we men je u ik zo dan dus maar want wat wie waar hoe per via al af hun "
    "haar hen ons mij nog wel geen tussen binnen buiten tegen sinds zonder"
)


@lru_cache(maxsize=100_000)
def in_word_list(word: str) -> bool:
    """True for a form in simplemma's Dutch word list."""
    return is_known(word, lang="nl")


def load_word_list() -> None:
    """simplemma reads it at the first word that it is asked for, which takes a while."""
    in_word_list("huis")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Lower-case words of one report with their counts, whole or joined by hyphens."""

    counts: Counter[str]

    def knows(self, word: str) -> bool:
        return self.counts[word.lower()] > 0 or in_word_list(word.lower())

    def makes_word(self, letters: str) -> bool:
        """True for a known word and for a compound of two known words."""
        word = letters.lower()
        return self.knows(word) or any(
            self.knows(word[:cut]) and self.knows(word[cut:]) for cut in range(4, len(word) - 3)
        )


def words_of(lines: Iterable[str]) -> Vocabulary:
    """The first and last word of a line are left out: they may be halves."""
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(word.lower() for word in WORD.findall(line)[1:-1])
    return Vocabulary(counts)
