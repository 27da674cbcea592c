"""Trains how a question's words are matched with a sentence's (retriever.matching), on questions
written for single passages: the sentences that answer are told from those found beside them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import Parameter

from corpus.encoder import Encoder
from corpus.index import PassageIndex
from corpus.units import LARGEST
from evals.gold import read_training_questions
from evals.places import Place, is_evidence, locate_training
from retriever.dense import question_vector
from retriever.matching import Matching
from retriever.sentences import is_quotable
from retriever.topic import encode_asked

# Windows whose sentences are told apart, and tokens that are read of a sentence.
WINDOWS, LONGEST = 20, 64
RANK, EPOCHS, BATCH, LEARNING_RATE, WARM_UP, SEED = 32, 4, 16, 2e-3, 0.1, 0
# Importance is learnt at this scale, and MaxSim times e^LOGIT are the first logits.
IMPORTANCE, LOGIT = 20.0, 3.4


@dataclass(frozen=True, slots=True)
class Case:
    """A question's words (n, d), the token vectors (m, LONGEST, c) of the sentences beside the
    evidence, in int8, which of them are there (m, LONGEST), and the evidence's shares (m,)."""

    words: Tensor
    sentences: Tensor
    there: Tensor
    shares: Tensor


class Learnt:
    """The parameters; at first they change nothing."""

    def __init__(self, dimension: int, basis: np.ndarray) -> None:
        self.down = Parameter(torch.randn(RANK, dimension) / dimension**0.5)
        self.up = Parameter(torch.zeros(dimension, RANK))
        self.importance = Parameter(torch.zeros(dimension))
        self.logit = Parameter(torch.tensor(LOGIT))
        self._basis = torch.from_numpy(basis)

    def scores(self, case: Case) -> Tensor:
        """Logits (m,) of the sentences."""
        turned = (case.words + case.words @ self.down.T @ self.up.T) @ self._basis
        weights = torch.softmax(IMPORTANCE * case.words @ self.importance, 0)
        asked = torch.nn.functional.normalize(turned, dim=1)
        likeness = torch.einsum("nc,mlc->nml", asked, case.sentences.float() / LARGEST)
        best = likeness.masked_fill(~case.there, -1.0).amax(dim=2)
        return self.logit.exp() * (weights @ best)

    def matching(self, encoder: str) -> Matching:
        down, up = self.down.detach().numpy(), self.up.detach().numpy()
        return Matching(encoder, down, up, IMPORTANCE * self.importance.detach().numpy())


def train_matching(
    questions: Path, index: PassageIndex, encoder: Encoder, epochs: int = EPOCHS
) -> tuple[Matching, float]:
    """What was learnt, and the loss of the last epoch. Raises BadGold."""
    torch.manual_seed(SEED)
    cases = list(read_cases(questions, index, encoder))
    learnt = Learnt(encoder.dimension, index.components.basis)
    loss = _train(learnt, cases, epochs)
    return learnt.matching(encoder.question_digest), loss


def read_cases(questions: Path, index: PassageIndex, encoder: Encoder) -> Iterator[Case]:
    """A case for each question that has sentences to tell apart. Raises BadGold."""
    rows = read_training_questions(questions)
    known: dict[Place, np.ndarray] = {}
    quoted = locate_training(rows, {id: index.text(id) for id in index.documents})
    for row, evidence in zip(rows, quoted, strict=True):
        places = _sentences(row.question, evidence, index, encoder)
        answers = np.asarray([is_evidence(place, evidence) for place in places])
        if answers.any() and not answers.all():
            for place in places:
                if place not in known:
                    known[place] = index.stored(place.document).span_tokens(place.span)
            words = torch.from_numpy(encode_asked(row.question, encoder)[0].tokens)
            sentences, there = _padded([known[place] for place in places])
            shares = torch.from_numpy(answers / answers.sum()).float()
            yield Case(words, sentences, there, shares)


def _sentences(
    question: str, evidence: Sequence[Place], index: PassageIndex, encoder: Encoder
) -> list[Place]:
    """What may be quoted of the passages that are nearest, and of those with the evidence."""
    near = [id for id, _ in index.nearest(question_vector(question, encoder), WINDOWS)]
    passages = {(unit := index.unit(id)).passage.id: unit.passage for id in near}
    for place in evidence:
        stored = index.stored(place.document)
        passage = stored.passage(stored.passage_number(place.span))
        passages[passage.id] = passage
    return [
        Place(passage.document, sentence.span)
        for passage in passages.values()
        for sentence in passage.sentences
        if is_quotable(sentence)
    ]


def _padded(tokens: Sequence[np.ndarray]) -> tuple[Tensor, Tensor]:
    longest = max(1, *(min(len(some), LONGEST) for some in tokens))
    padded = np.zeros((len(tokens), longest, tokens[0].shape[1]), np.int8)
    there = np.zeros((len(tokens), longest), bool)
    for number, some in enumerate(tokens):
        padded[number, : len(some)] = some[:longest]
        there[number, : len(some)] = True
    return torch.from_numpy(padded), torch.from_numpy(there)


def _train(learnt: Learnt, cases: Sequence[Case], epochs: int) -> float:
    """ListNet (Cao et al. 2007) over the sentences of a question."""
    optimizer = torch.optim.AdamW(
        [
            {"params": [learnt.down, learnt.up], "lr": LEARNING_RATE, "weight_decay": 0.01},
            {"params": [learnt.importance], "lr": 1.5 * LEARNING_RATE, "weight_decay": 0.0},
            {"params": [learnt.logit], "lr": 5 * LEARNING_RATE, "weight_decay": 0.0},
        ]
    )
    batches = list(_batches(len(cases), epochs))
    rates = [group["lr"] for group in optimizer.param_groups]
    pace = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, rates, len(batches), pct_start=WARM_UP, anneal_strategy="linear"
    )
    losses = []
    for batch in batches:
        told = [torch.log_softmax(learnt.scores(cases[i]), 0) @ cases[i].shares for i in batch]
        loss = -torch.stack(told).mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        pace.step()
        losses.append(loss.item())
    return float(np.mean(losses[-len(batches) // epochs :]))


def _batches(cases: int, epochs: int) -> Iterator[list[int]]:
    """Every case once an epoch, in an order of chance."""
    chance = random.Random(SEED)
    for _ in range(epochs):
        order = list(range(cases))
        chance.shuffle(order)
        yield from (order[at : at + BATCH] for at in range(0, cases, BATCH))
