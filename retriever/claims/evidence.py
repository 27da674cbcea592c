"""The sentences of quotes that speak of a claim: what stands in the others proves nothing of it."""

from collections.abc import Mapping, Sequence

import numpy as np

from corpus.document import Quote, StoredText
from corpus.encoder import Encoder
from retriever.claims.words import Reading, align, cover, join_readings, read_words

# So many sentences may prove one claim together, each of which must cover so much more of it, in
# words.
MOST, ADDED = 3, 0.5
# Sentences of the corpus whose tokens tell what all tokens share, and readings kept in memory.
SAMPLE, KEPT = 96, 4096
SHORTEST = 40


class Reader:
    """Reads texts as words with vectors; what was read lately is remembered."""

    def __init__(self, encoder: Encoder, texts: Mapping[str, StoredText]) -> None:
        self._encoder = encoder
        self._centre = _centre(encoder, texts)
        self._kept: dict[str, Reading] = {}

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """One pass of the encoder over those that are new."""
        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        found = {text: self._kept[text] for text in texts if text in self._kept}
        if new:
            encodings = self._encoder.encode(new, "passage")
            read = [read_words(t, e, self._centre) for t, e in zip(new, encodings, strict=True)]
            found |= dict(zip(new, read, strict=True))
            self._kept = dict(list({**self._kept, **found}.items())[-KEPT:])
        return [found[text] for text in texts]


def sentences_of(quote: Quote, stored: StoredText) -> list[str]:
    """The quote by its sentences; where it holds no whole one, all of it."""
    found = [
        stored.text[sentence.span.start : sentence.span.end]
        for sentence in stored.sentences
        if quote.span.contains(sentence.span)
    ]
    return found or [quote.text]


def choose_evidence(claim: Reading, sentences: Sequence[Reading]) -> Reading:
    """The sentence that covers most of the claim, with those that cover more of what is left."""
    covers = [cover(claim, sentence, align(claim, sentence)) for sentence in sentences]
    chosen: list[int] = []
    covered = np.zeros(len(claim.words), np.float32)
    while len(chosen) < min(MOST, len(sentences)):
        gains = [float(np.maximum(one - covered, 0).sum()) for one in covers]
        best = int(np.argmax(gains))
        if chosen and gains[best] < ADDED:
            break
        chosen.append(best)
        covered = np.maximum(covered, covers[best])
    return join_readings([sentences[i] for i in sorted(chosen)])


def _centre(encoder: Encoder, texts: Mapping[str, StoredText]) -> np.ndarray:
    """Mean token vector (d,) of sentences spread evenly over the corpus."""
    sentences = [
        stored.text[sentence.span.start : sentence.span.end]
        for stored in texts.values()
        for sentence in stored.sentences
        if len(sentence.span) >= SHORTEST
    ]
    step = max(1, len(sentences) // SAMPLE)
    encodings = encoder.encode(sentences[::step][:SAMPLE], "passage")
    tokens = np.concatenate([encoding.tokens for encoding in encodings])
    centre: np.ndarray = tokens.mean(axis=0)
    return centre
