"""How well sentences answer a question, by the vectors of their words: a small learnt network.

Compare and aggregate (Parikh et al. 2016; Wang and Jiang 2017): each word of the question is
compared with the words of the sentence that it attends to, the comparisons are added up by how much
a word counts, and beside that the sentence is read for what the question as a whole asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import torch
from torch import Tensor
from torch.nn import GELU, Dropout, Linear, Module, Parameter, Sequential, Tanh
from torch.nn.functional import normalize

from corpus.encoder import Encoding
from corpus.units import LARGEST, Components

NAME, ENCODER = "matching.npz", "encoder"
# Tokens read of a sentence.
LONGEST = 64
RANK, HEADS, COMPARED, ASKED, JUDGED = 32, 4, 32, 48, 64
DROPPED = 0.25
# What is learnt at another scale, so that one rate of learning does for all: how much a word
# counts, how sharply a head attends, and the parts of unit vectors.
COUNTS, SHARP, PART = 20.0, (2.0, 3.5), 8.0


class BadMatching(Exception):
    """What was learnt can't be read; the message says what to do."""


class Matcher(Module):
    """`core` (d, c) are the directions in which words are compared."""

    core: Tensor

    def __init__(self, core: Tensor) -> None:
        super().__init__()
        dimension, parts = core.shape
        self.register_buffer("core", core)
        self.down = Parameter(torch.randn(RANK, dimension) / dimension**0.5)
        self.up = Parameter(torch.zeros(dimension, RANK))
        self.counts = Parameter(torch.zeros(dimension))
        self.asks, self.says = (Parameter(_nearly_alike(parts)) for _ in range(2))
        self.sharp = Parameter(torch.linspace(*SHARP, HEADS))
        self.compare = Sequential(
            Linear(HEADS * (2 * parts + 2), 3 * COMPARED),
            GELU(),
            Dropout(DROPPED),
            Linear(3 * COMPARED, COMPARED),
            GELU(),
        )
        self.sort = Sequential(Linear(dimension, ASKED), Tanh())
        self.pick, self.value = Linear(ASKED, parts), Linear(parts, ASKED)
        self.judge = Sequential(
            Linear(2 * COMPARED + 2 * ASKED + HEADS, JUDGED),
            GELU(),
            Dropout(DROPPED),
            Linear(JUDGED, 1),
        )
        self.dropped = Dropout(DROPPED)

    def forward(self, words: Tensor, sentences: Tensor, there: Tensor) -> Tensor:
        """Logits (m,) of sentences (m, l, c) for the words (n, d) of a question; `there` (m, l)
        tells tokens from what fills up."""
        words, sentences = self.dropped(words), self.dropped(sentences)
        weights = torch.softmax(COUNTS * words @ self.counts, 0)
        asked = normalize((words + words @ self.down.T @ self.up.T) @ self.core, dim=1)
        compared, best = self._compare(asked, sentences, there)
        sort = self.sort((weights @ words) * PART / 2)
        value = self._value(sort, sentences, there)
        signs = [
            torch.einsum("n,nmc->mc", weights, compared),
            compared.amin(0),
            value * sort,
            value,
            torch.einsum("n,hnm->mh", weights, best) * PART / 2,
        ]
        logits: Tensor = self.judge(torch.cat(signs, 1))[:, 0]
        return logits

    def _compare(self, asked: Tensor, sentences: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        """Each word beside what it attends to (n, m, COMPARED), and its best likeness (h, n, m)."""
        # The sentences are many: both matrices are taken to the question's side.
        asks = torch.einsum("nc,hcd,hed->hne", asked, self.asks, self.says)
        likeness = torch.einsum("hne,mle->hnml", asks, sentences).masked_fill(~there, -4.0)
        attended = torch.softmax(likeness * self.sharp.exp()[:, None, None, None], 3)
        found = torch.einsum("hnml,mlc->hnmc", attended, sentences)
        best, mean = likeness.amax(3), (likeness * attended).sum(3)
        beside = asked[None, :, None, :]
        parts = [beside * found * PART, (beside - found).abs(), best[..., None], mean[..., None]]
        compared: Tensor = self.compare(torch.cat(parts, 3).permute(1, 2, 0, 3).flatten(2))
        return compared, best

    def _value(self, sort: Tensor, sentences: Tensor, there: Tensor) -> Tensor:
        """What each sentence holds of the sort of thing that is asked for, (m, ASKED)."""
        picked = torch.softmax((sentences @ self.pick(sort)).masked_fill(~there, -1e4), 1)
        value: Tensor = self.value(torch.einsum("ml,mlc->mc", picked, sentences) * PART)
        return value


def _nearly_alike(parts: int) -> Tensor:
    """Heads (h, c, c) that leave vectors nearly as they are, each a little otherwise."""
    return torch.eye(parts).repeat(HEADS, 1, 1) + 0.02 * torch.randn(HEADS, parts, parts)


@dataclass(frozen=True, slots=True)
class Matching:
    """Matchers that were trained alike from other beginnings: together they err less. `encoder` is
    the digest of how questions are encoded: other vectors mean something else."""

    encoder: str
    matchers: tuple[Matcher, ...]

    def logits(
        self, question: Encoding, sentences: np.ndarray, there: np.ndarray, components: Components
    ) -> np.ndarray:
        """How surely each sentence answers, (m,); `sentences` and `there` as of fill_up."""
        with torch.inference_mode():
            words, known = torch.from_numpy(question.tokens), torch.from_numpy(there)
            stored = torch.from_numpy(sentences).float() / LARGEST
            basis = torch.from_numpy(components.basis)
            told = [one(words, stored @ (basis.T @ one.core), known) for one in self.matchers]
            logits: np.ndarray = torch.stack(told).mean(0).numpy()
            return logits


def fill_up(tokens: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The first tokens of m texts (m, l, c) in int8, and which of them are there (m, l)."""
    longest = min(LONGEST, max(1, *(len(some) for some in tokens)))
    filled = np.zeros((len(tokens), longest, tokens[0].shape[1]), np.int8)
    there = np.zeros((len(tokens), longest), bool)
    for number, some in enumerate(tokens):
        filled[number, : len(some)] = some[:longest]
        there[number, : max(1, len(some))] = True
    return filled, there


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
            encoder = str(arrays[ENCODER])
            learnt = {name: torch.from_numpy(arrays[name]).float() for name in arrays.files[1:]}
        matchers = tuple(_matcher(learnt, number) for number in range(_members(learnt)))
    except (OSError, EOFError, ValueError, KeyError, RuntimeError, BadZipFile) as error:
        raise BadMatching(
            f"{path} can't be read ({error}); put it back from the repository, or run "
            "`bronwijzer calibrate --matching`"
        ) from error
    return Matching(encoder, matchers)


def _members(learnt: Mapping[str, Tensor]) -> int:
    return len({name.partition(".")[0] for name in learnt})


def _matcher(learnt: Mapping[str, Tensor], number: int) -> Matcher:
    of = f"{number}."
    own = {name.removeprefix(of): part for name, part in learnt.items() if name.startswith(of)}
    matcher = Matcher(own["core"])
    matcher.load_state_dict(own)
    return matcher.eval().requires_grad_(False)


def write_matching(matching: Matching, path: Path) -> None:
    """In half precision: nothing depends on the rest."""
    arrays = {
        f"{number}.{name}": part.half().numpy()
        for number, matcher in enumerate(matching.matchers)
        for name, part in matcher.state_dict().items()
    }
    with path.open("wb") as file:
        np.savez_compressed(
            file, allow_pickle=False, **{ENCODER: np.array(matching.encoder)}, **arrays
        )
    stored_matching.cache_clear()
