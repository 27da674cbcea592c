"""How a passage becomes indexed units: its windows, each with a vector, token vectors and terms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.analysis import Analyzer
from corpus.document import Document, Passage, Span
from corpus.encoder import Encoder, Encoding
from corpus.terms import UnitTerms

UNITS_VERSION = "3"
# A window is ranked by its own likeness to the question plus this much of its passage's: small
# units find more facts in the same room, and need the passage around them to be understood.
PASSAGE_SHARE = 2.0
# 64 components rank as well as all 384 and 32 lose (design, section 6).
COMPONENTS = 128
LARGEST = 127

# What is known of a text: its encoding as a passage, or None where it is yet to be encoded.
Known = Callable[[str], Encoding | None]


@dataclass(frozen=True, slots=True)
class Unit:
    """A window of a passage: what the stores hold and rank."""

    passage: Passage
    span: Span

    @property
    def id(self) -> str:
        return unit_id(self.passage.document, self.span)

    @property
    def text(self) -> str:
        return self.passage.cut(self.span)


@dataclass(frozen=True, slots=True)
class Components:
    """Principal components that token vectors are stored on: `basis` is (d, c), orthonormal."""

    basis: np.ndarray

    @classmethod
    def fit(cls, tokens: np.ndarray) -> "Components":
        """The components of `tokens` (n, d), uncentred so that inner products are kept."""
        _, vectors = np.linalg.eigh(tokens.T @ tokens)
        return cls(np.ascontiguousarray(vectors[:, ::-1][:, :COMPONENTS], dtype=np.float32))

    def project(self, tokens: np.ndarray) -> np.ndarray:
        """Unit rows (n, c) in float32."""
        rows: np.ndarray = tokens @ self.basis
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        return rows

    def compress(self, tokens: np.ndarray) -> np.ndarray:
        """Unit rows (n, c) times 127, in int8."""
        compressed: np.ndarray = np.rint(self.project(tokens) * LARGEST).astype(np.int8)
        return compressed

    def expand(self, compressed: np.ndarray) -> np.ndarray:
        """Rows (n, d) in float32, of which `compress` makes `compressed` again: one in thousands
        of its numbers may be one off, the first time."""
        rows: np.ndarray = (compressed.astype(np.float32) / LARGEST) @ self.basis.T
        return rows


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """Token vectors (n, d) of a document's passages, each with its heading.

    `starts` (n,) is where in the stored text a token begins, or -1 in a heading; the tokens of
    passage i are rows `rows[i]` to `rows[i + 1]`.
    """

    vectors: np.ndarray
    starts: np.ndarray
    rows: np.ndarray


@dataclass(frozen=True, slots=True)
class UnitVectors:
    """Vectors of a document's units: of the windows themselves (units, d), and of the passages
    under their headings (passages, d); `rows` (units,) says which passage a unit is of."""

    windows: np.ndarray
    passages: np.ndarray
    rows: np.ndarray

    @property
    def ranked(self) -> np.ndarray:
        """What the units are ranked by (units, d): a window's vector plus PASSAGE_SHARE times its
        passage's. Inner products are linear, so one search ranks by both."""
        ranked: np.ndarray = self.windows + PASSAGE_SHARE * self.passages[self.rows]
        return ranked


def unit_id(document: str, span: Span) -> str:
    return f"{document}:{span.start}-{span.end}"


def split_unit_id(id: str) -> tuple[str, Span]:
    """Document and span. A document's id may hold a colon too."""
    document, _, place = id.rpartition(":")
    start, _, end = place.partition("-")
    return document, Span(int(start), int(end))


def units_of(passages: Sequence[Passage]) -> list[Unit]:
    return [Unit(passage, window) for passage in passages for window in passage.windows]


def heading(document: Document, passage: Passage) -> str:
    """Title and nearest headings: what a reader knows before reading the passage."""
    return " - ".join((document.title, *passage.section[-2:]))


def headed(document: Document, passage: Passage) -> str:
    """A passage as it is encoded."""
    return f"{heading(document, passage)}\n{passage.text}"


def nothing_known(_: str) -> None:
    """Where there is nothing to take over."""


def encode_units(
    document: Document,
    passages: Sequence[Passage],
    encoder: Encoder,
    progress: Callable[[int], None] | None = None,
    known: Known = nothing_known,
) -> tuple[UnitVectors, TokenVectors]:
    """Vectors of all units, and the token vectors of all passages, each read under its heading.
    What is `known` is not encoded again."""
    texts = [headed(document, passage) for passage in passages]
    whole = _encode(texts, encoder, progress, lambda text: _with_tokens(known(text)))
    windows = _encode([unit.text for unit in units_of(passages)], encoder, progress, known)
    starts = [
        _places(encoding, len(heading(document, passage)) + 1, passage)
        for encoding, passage in zip(whole, passages, strict=True)
    ]
    counts = [len(passage.windows) for passage in passages]
    vectors = UnitVectors(
        windows=np.asarray([window.vector for window in windows], np.float32),
        passages=np.asarray([encoding.vector for encoding in whole], np.float32),
        rows=np.repeat(np.arange(len(passages), dtype=np.int32), counts),
    )
    return vectors, TokenVectors(
        vectors=np.concatenate([encoding.tokens for encoding in whole]),
        starts=np.concatenate(starts).astype(np.int32),
        rows=np.cumsum([0, *(len(part) for part in starts)]).astype(np.int32),
    )


def _with_tokens(found: Encoding | None) -> Encoding | None:
    """A passage may say, heading and all, what a window says of which no tokens are kept."""
    return found if found is not None and len(found.tokens) else None


def _encode(
    texts: Sequence[str],
    encoder: Encoder,
    progress: Callable[[int], None] | None,
    known: Known,
) -> list[Encoding]:
    found = [known(text) for text in texts]
    missing = [text for text, one in zip(texts, found, strict=True) if one is None]
    if progress:
        progress(len(texts) - len(missing))
    made = iter(encoder.encode(missing, "passage", progress))
    return [next(made) if one is None else one for one in found]


def _places(encoding: Encoding, heading_length: int, passage: Passage) -> np.ndarray:
    """Offset in the stored text of every token of a passage encoded after its heading."""
    inside = encoding.offsets[:, 0] - heading_length
    return np.where(inside < 0, -1, inside + passage.span.start)


def unit_terms(
    document: Document, passages: Sequence[Passage], analyzer: Analyzer
) -> list[UnitTerms]:
    terms = []
    for passage in passages:
        around = analyzer.analyse(headed(document, passage))
        terms += [
            UnitTerms(unit.id, document.id, analyzer.analyse(unit.text), around)
            for unit in units_of([passage])
        ]
    return terms
