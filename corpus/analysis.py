"""Dutch words to search terms: stems, parts of compounds, and character grams."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

import simplemma
import Stemmer

ANALYSIS_VERSION = "1"
# Grams of five letters found as many gold facts as lemma, stem and compound parts together, and
# more in combination (design, section 6).
GRAM = 5
SHORTEST_PART = 4
STEMMER = Stemmer.Stemmer("dutch_porter")
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-'’][^\W_]+)*|[^\W_]+")
# Sounds that Dutch puts between the parts of a compound: huisvesting-s-beleid, bewoner-en-raad.
LINKS = ("", "s", "en", "e", "n")
DUTCH_WORDS = frozenset(
    """aan al alle als bij ben bent dan dat de deze die dit doen door dus een en er ga gaan geen
    had hebben heeft hem hen het hij hoe hun iemand iets ik in is je jij jullie kan kun kunnen kunt
    maar me meer men met mij mijn moet moeten na naar niet nog nu of om onder ons ook op over te tot
    u uit uw van veel voor waar waarom wanneer was wat we wel welk welke werd wie wij wil worden
    wordt zal ze zich zij zijn zo zou zoals""".split()
)
ENGLISH_WORDS = frozenset(
    """a about all also am an and any are as at be been but by can did do does for from had has have
    how i if in into is it its me my no not of on or our should so some such than that the their
    them then there these they this to us was we were what when where which who whom whose why will
    with would you your""".split()
)
FUNCTION_WORDS = DUTCH_WORDS | ENGLISH_WORDS


@dataclass(frozen=True, slots=True)
class Terms:
    """Search terms of a text, in order and with repetition. Function words give none."""

    stems: list[str]
    parts: list[str]
    grams: list[str]


class Analyzer:
    """Analyses texts; `vocabulary` are the words, folded, into which a compound may be cut."""

    def __init__(self, vocabulary: Collection[str] = ()) -> None:
        self._vocabulary = frozenset(vocabulary)

    def analyse(self, text: str) -> Terms:
        stems: list[str] = []
        parts: list[str] = []
        grams: list[str] = []
        for word in content_words(text):
            stems.append(stem(word))
            parts += [stem(part) for part in self.compound_parts(word)]
            grams += character_grams(word)
        return Terms(stems, parts, grams)

    def compound_parts(self, word: str) -> list[str]:
        """The two parts of a folded compound, the longest known head first, or []."""
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            head = word[cut:]
            if head in self._vocabulary:
                for link in LINKS:
                    modifier = word[:cut].removesuffix(link) if link else word[:cut]
                    if len(modifier) >= SHORTEST_PART and modifier in self._vocabulary:
                        return [modifier, head]
        return []


def words(text: str) -> Iterator[str]:
    """Words and numbers, folded; a word with an inner hyphen comes joined ("leef-omgeving")."""
    return map(_folded, WORD.findall(text))


def content_words(text: str) -> Iterator[str]:
    return (word for word in words(text) if word not in FUNCTION_WORDS)


@lru_cache(maxsize=200_000)
def _folded(found: str) -> str:
    if found[0].isalpha():
        return fold(re.sub(r"[-'’]", "", found))
    return re.sub(r"[.,](?=\d{3}\b)", "", found)


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Lower case without accents: people type `client` for `cliënt`."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Stem of the lemma. The stemmer is `dutch_porter`: with the lemma it joined 44 of 48 related
    words and 5 of 17 unrelated ones, PyStemmer's `dutch` 35 and 13 (design, section 6)."""
    return str(STEMMER.stemWord(fold(simplemma.lemmatize(word, lang="nl"))))


# A text has a word when it has this share of the word's grams: omklap stands in omklapcontract.
HELD_GRAMS = 0.6


def character_grams(word: str) -> list[str]:
    """Runs of GRAM characters of a word marked at both ends; a short word is its own gram."""
    marked = f"_{word}_"
    return [marked[i : i + GRAM] for i in range(max(1, len(marked) - GRAM + 1))]


def vocabulary(text: str) -> set[str]:
    """Words of `text` that may be parts of compounds."""
    return {word for word in content_words(text) if len(word) >= SHORTEST_PART and word.isalpha()}
