"""How the words of a question are matched with those of a sentence: a small learnt change."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from corpus.encoder import Encoder, Encoding

NAME = "matching.npz"


class BadMatching(Exception):
    """What was learnt can't be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Matching:
    """`down` (r, d) and `up` (d, r) turn the vectors of a question's words towards those of the
    sentences that answer it; `importance` (d,) says how much a word counts. `encoder` is the digest
    of how questions are encoded: other vectors mean something else."""

    encoder: str
    down: np.ndarray
    up: np.ndarray
    importance: np.ndarray

    def words(self, question: Encoding, encoder: Encoder) -> tuple[np.ndarray, np.ndarray]:
        """Vectors (n, d) of the question's words, and weights (n,) that add up to 1; for another
        encoder as they are, and each the same."""
        tokens = question.tokens
        if self.encoder != encoder.question_digest or not len(tokens):
            return tokens, np.full(len(tokens), 1 / max(len(tokens), 1))
        weights = np.exp(tokens @ self.importance)
        return tokens + tokens @ self.down.T @ self.up.T, weights / weights.sum()


@lru_cache(maxsize=1)
def stored_matching() -> Matching:
    """Raises BadMatching."""
    return read_matching(matching_path())


def matching_path() -> Path:
    return Path(str(files("retriever"))) / NAME


def read_matching(path: Path) -> Matching:
    """Raises BadMatching."""
    try:
        with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as arrays:
            found = [arrays[name].astype(np.float32) for name in ("down", "up", "importance")]
            return Matching(str(arrays["encoder"]), *found)
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise BadMatching(
            f"{path} can't be read ({error}); put it back from the repository, or run "
            "`bronwijzer calibrate --matching`"
        ) from error


def write_matching(matching: Matching, path: Path) -> None:
    """In half precision: nothing depends on the rest."""
    arrays = {
        "down": matching.down.astype(np.float16),
        "up": matching.up.astype(np.float16),
        "importance": matching.importance.astype(np.float16),
    }
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, encoder=np.array(matching.encoder), **arrays)
    stored_matching.cache_clear()
