"""Signs that the documents answer a question: what it asks, beside what the best sentences say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.document import Passage, Sentence
from corpus.encoder import Encoder, Encoding
from corpus.index import PassageIndex
from corpus.units import LARGEST
from retriever.hit import Hit
from retriever.kinds import Kind, cue_bonus, kinds_of
from retriever.question import Language
from retriever.question_words import QuestionWord, holds_grams, marked, words_of

# Windows of which the passages are read, sentence by sentence.
WINDOWS_READ = 20
TENTH = 10
# Cosine of a word's tokens with a text's: at the first they have nothing in common, at the second
# they mean the same.
UNLIKE, ALIKE = 0.6, 0.9


@dataclass(frozen=True, slots=True)
class Reading:
    """The question's words beside the sentences of the best passages.

    `likeness` (words, sentences): cosine of each word's tokens with the nearest of the sentence's,
    on average. `held` (words, sentences): whether the sentence has the word itself. `whole`
    (sentences): likeness of the whole question. `around` (words, sentences): whether the passage
    around the sentence, with its headings, has the word. `suits` (sentences): whether the sentence
    shows the sort of answer that is asked for; all do where the question asks for none.
    """

    words: list[QuestionWord]
    likeness: np.ndarray
    held: np.ndarray
    whole: np.ndarray
    around: np.ndarray
    suits: np.ndarray

    @property
    def support(self) -> np.ndarray:
        """Per word and sentence, 0 to 1: how far the sentence speaks of it."""
        alike = np.clip((self.likeness - UNLIKE) / (ALIKE - UNLIKE), 0.0, 1.0)
        found: np.ndarray = np.maximum(alike, self.held)
        return found


@dataclass(frozen=True, slots=True)
class Signs:
    """`numbers` by name; `vector` is the question's, for the sort of thing that it asks."""

    numbers: Mapping[str, float]
    vector: np.ndarray
    reading: Reading


def read_signs(
    question: str, language: Language, hits: Sequence[Hit], index: PassageIndex, encoder: Encoder
) -> Signs:
    # Without the adapter: it pulls every question towards these documents, strange ones too.
    (encoding,) = encoder.encode([question], "query")
    words, kinds = words_of(question, language, encoding, index), kinds_of(question)
    reading = read_sentences(words, encoding, hits, index, kinds)
    numbers = {
        "english": float(language == "en"),
        "number": float(any(kind.name == "number" for kind in kinds)),
        "centre": float(index.centroid @ encoding.vector),
        "whole": float(reading.whole.max(initial=0.0)),
        **_of_ranking(hits),
        **_of_all_words(reading),
        **_of_asked_words(reading),
        "suited": _best_suited(reading),
    }
    return Signs(numbers, encoding.vector, reading)


def read_sentences(
    words: list[QuestionWord],
    encoding: Encoding,
    hits: Sequence[Hit],
    index: PassageIndex,
    kinds: Sequence[Kind] = (),
) -> Reading:
    found = _sentences(hits[:WINDOWS_READ])
    tokens = index.components.project(encoding.tokens)
    said = [passage.cut(sentence.span) for passage, sentence in found]
    texts = [marked(text) for text in said]
    passages = {p.id: p for p, _ in found}
    around = {id: marked(" ".join((*p.section, p.text))) for id, p in passages.items()}
    best = _best_likeness(tokens, found, index)
    return Reading(
        words=words,
        likeness=_stack([best[list(word.rows)].mean(axis=0) for word in words], len(found)),
        held=_stack([[holds(text, word) for text in texts] for word in words], len(found)),
        whole=best.mean(axis=0) if len(best) else np.zeros(len(found)),
        around=_stack([_spread(around, word, found) for word in words], len(found)),
        suits=np.asarray([not kinds or cue_bonus(kinds, text) > 0 for text in said], bool),
    )


def _spread(
    around: Mapping[str, str], word: QuestionWord, found: Sequence[tuple[Passage, Sentence]]
) -> list[float]:
    """Per sentence, whether the passage around it has the word; each passage is read once."""
    has = {id: float(holds(text, word)) for id, text in around.items()}
    return [has[passage.id] for passage, _ in found]


def _stack(rows: Sequence[Sequence[float] | np.ndarray], width: int) -> np.ndarray:
    return np.asarray(rows, np.float32).reshape(len(rows), width)


def _sentences(hits: Sequence[Hit]) -> list[tuple[Passage, Sentence]]:
    passages = {hit.passage.id: hit.passage for hit in hits}
    return [(p, s) for p in passages.values() for s in p.sentences if s.kind != "note"]


def holds(marked_text: str, word: QuestionWord) -> bool:
    return any(holds_grams(marked_text, grams) for grams in word.forms)


def _best_likeness(
    tokens: np.ndarray, found: Sequence[tuple[Passage, Sentence]], index: PassageIndex
) -> np.ndarray:
    """(tokens, sentences): cosine with the nearest token of each sentence; 0 without tokens."""
    best = np.zeros((len(tokens), len(found)), np.float32)
    for column, (passage, sentence) in enumerate(found):
        text = index.stored(passage.document).span_tokens(sentence.span)
        if len(text) and len(tokens):
            best[:, column] = (tokens @ text.astype(np.float32).T).max(axis=1) / LARGEST
    return best


def _of_ranking(hits: Sequence[Hit]) -> dict[str, float]:
    """The best score, and how far it is ahead of the tenth."""
    scores = [hit.score for hit in hits[:TENTH]] or [0.0]
    return {"best": scores[0], "lead": scores[0] - scores[-1]}


def _of_all_words(reading: Reading) -> dict[str, float]:
    weights = _weights(reading.words)
    names = [i for i, word in enumerate(reading.words) if word.role == "name"]
    together = reading.around[names].sum(axis=0).max(initial=0.0) / len(names) if names else 1.0
    unknown = sum(w for w, word in zip(weights, reading.words, strict=True) if not word.known)
    total = sum(word.weight for word in reading.words)
    return {
        "names": float(min(len(names), 4)),
        "unknown names": float(any(not reading.words[i].known for i in names)),
        "together": float(together),
        "unknown": float(unknown),
        "one sentence": float((weights @ reading.support).max(initial=0.0)),
        "matched": float((weights @ reading.held).max(initial=0.0)) * total,
    }


def _of_asked_words(reading: Reading) -> dict[str, float]:
    """What the question asks about its names, looked for where most of these names stand."""
    asked = asked_words(reading)
    columns = _where_named(reading)
    if not asked or not columns.any():
        return dict.fromkeys(("asked", "least asked", "asked held", "asked here"), 0.0)
    weights = _weights([reading.words[i] for i in asked])
    likeness, held = reading.likeness[asked][:, columns], reading.held[asked][:, columns]
    support = reading.support[asked][:, columns]
    return {
        "asked": float(weights @ likeness.max(axis=1)),
        "least asked": float(likeness.max(axis=1).min()),
        "asked held": float(weights @ held.max(axis=1)),
        "asked here": float((weights @ support).max()),
    }


def _best_suited(reading: Reading) -> float:
    """How far the question's words stand in the best sentence that shows the sort of answer asked
    for, where most of its names stand: a figure elsewhere does not answer how many."""
    weighed = _weights(reading.words) @ reading.support
    return float(weighed[_where_named(reading) & reading.suits].max(initial=0.0))


def asked_words(reading: Reading) -> list[int]:
    """Rows of the words that ask; where there are none, of those that frame, or of all."""
    roles = [word.role for word in reading.words]
    for wanted in ("asked", "frame"):
        if wanted in roles:
            return [i for i, role in enumerate(roles) if role == wanted]
    return list(range(len(roles)))


def _where_named(reading: Reading) -> np.ndarray:
    """The sentences in whose passage most of the question's names stand; all if none does."""
    names = [i for i, word in enumerate(reading.words) if word.role == "name"]
    counts = reading.around[names].sum(axis=0)
    here: np.ndarray = counts >= counts.max(initial=0.0)
    return here


def _weights(words: Sequence[QuestionWord]) -> np.ndarray:
    """Shares of the words' rarity; they add up to 1."""
    weights = np.asarray([word.weight for word in words], np.float32)
    return weights / max(float(weights.sum()), 1e-9)
