"""A text as words with the vectors of their tokens, and how the words of two texts align."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from corpus.analysis import FUNCTION_WORDS, fold, stem
from corpus.encoder import Encoding
from retriever.glossary import LONGEST_PHRASE, translations

# A word keeps its inner hyphens, apostrophes and figures: "24-uurs", "U16", "1.500".
WORD = re.compile(r"[^\W_]+(?:[.,](?=\d)\d+|[-'’/](?=\w)[^\W_]+)*")
# Words that say little by themselves: a paraphrase adds and drops them freely.
LIGHT = frozenset(
    """he she him her his hers himself herself themselves yourself up down off alleen alsnog
    anders behalve beide bijna bijvoorbeeld binnen blijft blijven blijkt daar daarbij
    daarmee daarnaast daarom daarvan daarvoor dergelijke dezelfde doordat eigen eens er
    erbij geeft geldt geven geworden gaat hebben hetzelfde hier hierbij hoewel houden
    houdt iedere indien inmiddels juist komen komt krijgen krijgt laat laten ligt liggen
    maakt maken men mensen momenteel mogelijk nadat namelijk nemen neemt nodig omdat
    ongeveer onder onze ook opnieuw personen samen sinds slechts soms staan staat steeds
    tegen terecht terwijl tijdens toch tussen vaak vanaf vanuit vanwege verder via volgens
    waarbij waardoor waarin waarmee waarvan want wel weer wordt zelf zelfs zich zien ziet
    zijn zodat zoals zo'n zonder zulke about across after again against along already
    although among amount another any anyone around away back because become becomes been
    before being below between both came case cases come comes concerns consist consists
    down during each either else even every everyone far for get gets gave give given
    gives go goes going gone got held here however into itself just keep keeps kept let
    like likely made mainly make makes making many may means might more most much must
    namely nearby need needs never nor now off often one ones only other others out over
    own part people per place put quite rather really regard same say says see seem seems
    seen several shall she should show shows since someone something sort still such take
    taken takes than them then there these thing things this those though through thus
    time together too toward towards true turn turns under until upon use used using very
    via way ways well went were what whatever when whereas whether which while who whole
    whom whose within without yet""".split()
)
SAYING_LITTLE = FUNCTION_WORDS | LIGHT
# Words of one stem, and a word with its translation of the glossary, align as surely as this.
SAME_STEM, TRANSLATED = 1.0, 0.9
# Shorter stems are parts of too many compounds.
SHORTEST_PART = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written, where it stands, folded, and its stem."""

    text: str
    start: int
    end: int
    folded: str
    stem: str

    @property
    def is_content(self) -> bool:
        return self.folded not in SAYING_LITTLE and not self.folded.isdigit()


@dataclass(frozen=True, eq=False)
class Reading:
    """A text's words and its unit `vector` (d,); `tokens` (n, d) are unit rows, and token i belongs
    to word `owners[i]`."""

    text: str
    words: tuple[Word, ...]
    tokens: np.ndarray
    owners: np.ndarray
    vector: np.ndarray

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in self.words)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        return tuple(word.folded for word in self.words)


def split_words(text: str) -> tuple[Word, ...]:
    found = []
    for match in WORD.finditer(text):
        folded = fold(re.sub(r"['’]s$", "", match.group()))
        found.append(Word(match.group(), match.start(), match.end(), folded, stem(folded)))
    return tuple(found)


def read_words(text: str, encoding: Encoding, centre: np.ndarray) -> Reading:
    """`centre` (d,) is what all tokens share: without it cosines tell more words apart."""
    words = split_words(text)
    ends = np.asarray([word.end for word in words])
    last = encoding.offsets[:, 1] - 1
    owners = np.searchsorted(ends, last, side="right")
    starts = np.asarray([word.start for word in words] + [len(text) + 1])
    kept = (owners < len(words)) & (starts[owners] <= last)
    tokens = encoding.tokens[kept] - centre
    tokens = tokens / np.maximum(np.linalg.norm(tokens, axis=1, keepdims=True), 1e-9)
    return Reading(text, words, tokens, owners[kept], encoding.vector)


def join_readings(readings: Sequence[Reading]) -> Reading:
    """Several texts as one, each on a line of its own."""
    text, words, owners = "", list[Word](), list[np.ndarray]()
    for reading in readings:
        owners.append(reading.owners + len(words))
        at = len(text)
        words += [Word(w.text, w.start + at, w.end + at, w.folded, w.stem) for w in reading.words]
        text += f"{reading.text}\n"
    tokens = np.concatenate([reading.tokens for reading in readings])
    mean = np.mean([reading.vector for reading in readings], axis=0)
    vector = mean / np.linalg.norm(mean)
    return Reading(text, tuple(words), tokens, np.concatenate(owners), vector)


def align(claim: Reading, evidence: Reading) -> np.ndarray:
    """Likeness (words of the claim, words of the evidence), at most 1.

    A token is as like a word as its cosine to that word's nearest token, and a word's likeness is
    the mean of its tokens'. Words of one stem, compounds that share a part, and words that the
    glossary translates into one another are alike without vectors.
    """
    likeness = np.zeros((len(claim.words), len(evidence.words)), np.float32)
    if len(claim.tokens) and len(evidence.tokens):
        cosines = claim.tokens @ evidence.tokens.T
        nearest = np.full((len(claim.tokens), len(evidence.words)), -1.0, np.float32)
        for word in np.unique(evidence.owners):
            nearest[:, word] = cosines[:, evidence.owners == word].max(axis=1)
        for word in np.unique(claim.owners):
            likeness[word] = nearest[claim.owners == word].mean(axis=0)
    for row, word in enumerate(claim.words):
        for column, other in enumerate(evidence.words):
            likeness[row, column] = max(likeness[row, column], _known(word, other))
    for rows, dutch in _translated_phrases(claim):
        for column, other in enumerate(evidence.words):
            if any(_is_part(stem, other.stem) for stem in dutch):
                likeness[rows, column] = np.maximum(likeness[rows, column], TRANSLATED)
    return likeness


def cover(claim: Reading, evidence: Reading, likeness: np.ndarray) -> np.ndarray:
    """For each word of the claim (n,), how surely the evidence has it, spread over several words
    or within one."""
    covered: np.ndarray = likeness.max(axis=1, initial=0.0)
    if len(claim.tokens) and len(evidence.tokens):
        nearest = (claim.tokens @ evidence.tokens.T).max(axis=1)
        for word in np.unique(claim.owners):
            covered[word] = max(covered[word], nearest[claim.owners == word].mean())
    return covered


def _known(word: Word, other: Word) -> float:
    if word.stem == other.stem:
        return SAME_STEM
    if not word.is_content or not other.is_content:
        return 0.0
    return TRANSLATED if _is_part(word.stem, other.stem) else 0.0


def _is_part(stem: str, other: str) -> bool:
    """Whether one is the other, or begins or ends it as a part of a compound."""
    shorter, longer = sorted((stem, other), key=len)
    long_enough = len(shorter) >= SHORTEST_PART or shorter == longer
    return long_enough and (longer.startswith(shorter) or longer.endswith(shorter))


def _translated_phrases(claim: Reading) -> Iterator[tuple[slice, frozenset[str]]]:
    """Runs of words that the glossary knows, with the stems of their Dutch."""
    for start in range(len(claim.words)):
        for length in range(LONGEST_PHRASE, 0, -1):
            dutch = _translations(claim.folded[start : start + length])
            if dutch:
                yield slice(start, start + length), dutch
                break


@lru_cache(maxsize=10_000)
def _translations(phrase: tuple[str, ...]) -> frozenset[str]:
    """Stems of the Dutch for the whole phrase, not of parts of it."""
    found = " ".join(translations(" ".join(phrase)))
    return frozenset(stem(fold(dutch)) for dutch in found.split())
