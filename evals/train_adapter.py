"""Trains the adapter of questions (corpus.adapter) on questions written for single passages.

Passages stay as they are: only how a question is encoded changes, so no index has to be made anew.
The training questions were written for passages of sections that no test question quotes from.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from torch import Tensor
from torch.nn import Module, Parameter
from torch.nn.utils import parametrize

from corpus.adapter import Change, linear_layer, write_adapter
from corpus.index import PassageIndex
from corpus.packaged_model import PROMPTS
from corpus.units import PASSAGE_SHARE
from evals.gold import TrainingQuestion, read_training_questions
from evals.places import Place, is_evidence, locate_quotes

# The queries and values of the upper half of the layers; the lower half spells words.
LAYERS = [
    f"0.model.encoder.layer.{number}.attention.self.{part}"
    for number in range(6, 12)
    for part in ("query", "value")
]
RANK, EPOCHS, BATCH, LEARNING_RATE, WARM_UP, SEED = 8, 4, 32, 5e-4, 0.1, 0
# Cosines times this are the logits, about the inverse of the temperature that E5 is trained with.
SCALE = 40.0


@dataclass(frozen=True, slots=True)
class Units:
    """What a question is compared with: vectors of windows and of their passages (n, d)."""

    places: list[Place]
    windows: Tensor
    passages: Tensor


class LowRank(Module):
    """Adds up·down to a weight; at first nothing."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        self.down = Parameter(torch.randn(RANK, weight.shape[1]) / weight.shape[1] ** 0.5)
        self.up = Parameter(torch.zeros(weight.shape[0], RANK))

    def forward(self, weight: Tensor) -> Tensor:
        changed: Tensor = weight + 2 * self.up @ self.down
        return changed

    def change(self) -> Change:
        down, up = self.down.detach().numpy(), 2 * self.up.detach().numpy()
        return Change(down, up)


def train_adapter(
    questions: Path, index: PassageIndex, model_folder: Path, to: Path, epochs: int = EPOCHS
) -> float:
    """Writes the adapter to `to`; the loss of the last epoch. Raises BadGold."""
    torch.manual_seed(SEED)
    model = SentenceTransformer(
        str(model_folder), device="cpu", model_kwargs={"dtype": torch.float32}
    )
    model.requires_grad_(False)
    changes = {name: _changeable(model, name) for name in LAYERS}
    rows = read_training_questions(questions)
    units = read_units(index, {evidence.document for row in rows for evidence in row.evidence})
    learnt = list(changes.values())
    loss = _train(model, learnt, *_cases(rows, units, index), epochs)
    write_adapter(to, {name: low_rank.change() for name, low_rank in changes.items()})
    return loss


def _changeable(model: SentenceTransformer, name: str) -> LowRank:
    layer = linear_layer(model, name)
    low_rank = LowRank(layer.weight)
    parametrize.register_parametrization(layer, "weight", low_rank)
    return low_rank


def read_units(index: PassageIndex, documents: set[str]) -> Units:
    places, windows, passages = [], [], []
    for id in sorted(documents):
        stored = index.stored(id)
        places += [Place(id, span) for p in stored.passages for span in p.windows]
        windows.append(stored.vectors.windows)
        passages.append(stored.vectors.passages[stored.vectors.rows])
    return Units(places, _tensor(windows), _tensor(passages))


def _tensor(parts: Sequence[np.ndarray]) -> Tensor:
    return torch.from_numpy(np.concatenate(parts).astype(np.float32))


def _cases(
    rows: Sequence[TrainingQuestion], units: Units, index: PassageIndex
) -> tuple[list[str], Units, Tensor]:
    """Questions; the units of passages that some question was written for, so that no other is
    taught to be wrong; and what share of a question's evidence is in each (questions, units)."""
    quoted = locate_quotes(
        [row.evidence for row in rows], {id: index.text(id) for id in index.documents}
    )
    evidence = torch.tensor([[is_evidence(u, places) for u in units.places] for places in quoted])
    kept = evidence.any(dim=0)
    places = [place for place, keep in zip(units.places, kept.tolist(), strict=True) if keep]
    known = Units(places, units.windows[kept], units.passages[kept])
    shares = evidence[:, kept].float()
    return [row.question for row in rows], known, shares / shares.sum(dim=1, keepdim=True).clamp(1)


def _train(
    model: SentenceTransformer,
    changes: Sequence[LowRank],
    questions: Sequence[str],
    units: Units,
    shares: Tensor,
    epochs: int,
) -> float:
    """ListNet over all units (Cao et al. 2007), by windows alone and with their passages."""
    model.train()
    parameters = [parameter for change in changes for parameter in change.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=LEARNING_RATE, weight_decay=0.01)
    batches = list(_batches(questions, epochs))
    pace = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, LEARNING_RATE, len(batches), pct_start=WARM_UP, anneal_strategy="linear"
    )
    losses = []
    for batch in batches:
        loss = _loss(_encode(model, [questions[i] for i in batch]), units, shares[batch])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        pace.step()
        losses.append(loss.item())
    return float(np.mean(losses[-len(batches) // epochs :]))


def _loss(vectors: Tensor, units: Units, shares: Tensor) -> Tensor:
    windows, passages = vectors @ units.windows.T, vectors @ units.passages.T
    ranked = (windows + PASSAGE_SHARE * passages) / PASSAGE_SHARE
    told = torch.stack([torch.log_softmax(SCALE * scores, 1) for scores in (windows, ranked)])
    return -(shares * told).sum(dim=(0, 2)).mean()


def _encode(model: SentenceTransformer, questions: Sequence[str]) -> Tensor:
    prompted = [PROMPTS["query"] + question for question in questions]
    vectors: Tensor = model(model.preprocess(prompted))["sentence_embedding"]
    return vectors


def _batches(questions: Sequence[str], epochs: int) -> Iterator[list[int]]:
    """Every question once an epoch, in batches of like length, in an order of chance."""
    chance = random.Random(SEED)
    for _ in range(epochs):
        order = list(range(len(questions)))
        chance.shuffle(order)
        stretches = [order[at : at + 8 * BATCH] for at in range(0, len(order), 8 * BATCH)]
        sorted_ = [i for some in stretches for i in sorted(some, key=lambda i: len(questions[i]))]
        batches = [sorted_[at : at + BATCH] for at in range(0, len(sorted_), BATCH)]
        chance.shuffle(batches)
        yield from batches
