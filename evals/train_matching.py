"""Trains how the words of a question are compared with a sentence's (retriever.matching): the
sentences that answer are told from those found beside them.

The questions were written for passages of sections that no test question quotes from, and of each
what was found in such sections was judged sentence by sentence (evals/judged.jsonl).
"""

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.nn.utils import clip_grad_norm_

from corpus.document import Passage
from corpus.encoder import Encoder
from corpus.index import PassageIndex
from corpus.units import LARGEST
from evals.gold import read_training_questions
from evals.places import Place, is_evidence, locate_quotes
from retriever.hit import Retriever
from retriever.matching import Matcher, Matching, fill_up
from retriever.sentences import is_quotable, readable
from retriever.topic import encode_asked

# Hits whose sentences are told apart: all of the best windows, and of the rest one in so many.
HITS, NEAREST, STEP = 60, 24, 4
MATCHERS, EPOCHS, BATCH, LEARNING_RATE, DECAY, WARM_UP = 2, 4, 16, 2e-3, 0.05, 0.1
# What it counts that each sentence by itself is judged rightly, beside their order.
ALONE = 2.0


@dataclass(frozen=True, slots=True)
class Case:
    """A question's words (n, d), the token vectors (m, l, c) of sentences in int8, which of them
    are there (m, l), and which sentences answer (m,)."""

    words: Tensor
    sentences: Tensor
    there: Tensor
    answers: Tensor


def train_matching(
    questions: Path,
    index: PassageIndex,
    encoder: Encoder,
    ranked: Retriever,
    epochs: int = EPOCHS,
) -> tuple[Matching, float]:
    """What was learnt, and the loss of the last epoch. Raises BadGold."""
    cases = list(read_cases(questions, index, encoder, ranked))
    basis = torch.from_numpy(index.components.basis)
    trained = [_train(basis, cases, epochs, seed) for seed in range(MATCHERS)]
    matchers = tuple(matcher for matcher, _ in trained)
    return Matching(encoder.question_digest, matchers), trained[-1][1]


def read_cases(
    questions: Path, index: PassageIndex, encoder: Encoder, ranked: Retriever
) -> Iterator[Case]:
    """A case for each question. Raises BadGold."""
    rows, texts = read_training_questions(questions), {d: index.text(d) for d in index.documents}
    answering = locate_quotes([row.evidence for row in rows], texts)
    doubtful = locate_quotes([row.doubtful for row in rows], texts)
    answered = [_passages(places, index) for places in answering]
    judged = {passage.id for passages in answered for passage in passages}
    tokens: dict[Place, np.ndarray] = {}
    for row, evidence, doubted, passages in zip(rows, answering, doubtful, answered, strict=True):
        near = _found(row.question, ranked, judged)
        beside = [place for place in near if not is_evidence(place, (*evidence, *doubted))]
        right = [place for place in _sentences(passages) if is_evidence(place, evidence)]
        places = [*right, *beside[:NEAREST], *beside[NEAREST::STEP]]
        for place in places:
            if place not in tokens:
                tokens[place] = index.stored(place.document).span_tokens(place.span)
        sentences, there = map(torch.from_numpy, fill_up([tokens[place] for place in places]))
        words = torch.from_numpy(encode_asked(row.question, encoder)[0].tokens)
        answers = torch.zeros(len(places))
        answers[: len(right)] = 1.0
        yield Case(words, sentences, there, answers)


def _passages(places: Sequence[Place], index: PassageIndex) -> list[Passage]:
    """The passages in which `places` begin, each once."""
    stored = [(index.stored(place.document), place.span) for place in places]
    found = [document.passage(document.passage_number(span)) for document, span in stored]
    return list({passage.id: passage for passage in found}.values())


def _sentences(passages: Sequence[Passage]) -> list[Place]:
    return [
        Place(passage.document, sentence.span)
        for passage in passages
        for sentence in passage.sentences
        if is_quotable(sentence)
    ]


def _found(question: str, ranked: Retriever, judged: Collection[str]) -> list[Place]:
    """What may be quoted of what is found, by the rank of its window; nothing of a passage that no
    question is answered in: there nobody judged a sentence, and none is to be taught to be wrong.
    """
    found = sorted(readable(ranked.retrieve(question, HITS)), key=lambda reading: reading.rank)
    return [
        Place(reading.passage.document, reading.sentence.span)
        for reading in found
        if reading.passage.id in judged
    ]


def _train(basis: Tensor, cases: Sequence[Case], epochs: int, seed: int) -> tuple[Matcher, float]:
    """What was learnt from a beginning by chance, and the loss of the last epoch."""
    torch.manual_seed(seed)
    matcher = Matcher(basis)
    optimizer = torch.optim.AdamW(matcher.parameters(), lr=LEARNING_RATE, weight_decay=DECAY)
    batches = list(_batches(len(cases), epochs, seed))
    pace = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, LEARNING_RATE, len(batches), pct_start=WARM_UP, anneal_strategy="linear"
    )
    losses = []
    for batch in batches:
        loss = torch.stack([_loss(matcher, cases[i]) for i in batch]).mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        clip_grad_norm_(matcher.parameters(), 1.0)
        optimizer.step()
        pace.step()
        losses.append(loss.item())
    return matcher.eval().requires_grad_(False), float(np.mean(losses[-len(batches) // epochs :]))


def _loss(matcher: Matcher, case: Case) -> Tensor:
    """Whether each sentence is judged rightly, and before which others it goes (ListNet, Cao et al.
    2007)."""
    logits = matcher(case.words, case.sentences.float() / LARGEST, case.there)
    alone = ALONE * binary_cross_entropy_with_logits(logits, case.answers)
    shares = case.answers / case.answers.sum().clamp(1)
    return alone - torch.log_softmax(logits, 0) @ shares


def _batches(cases: int, epochs: int, seed: int) -> Iterator[list[int]]:
    """Every case once an epoch, in an order of chance."""
    chance = random.Random(seed)
    for _ in range(epochs):
        order = list(range(cases))
        chance.shuffle(order)
        yield from (order[at : at + BATCH] for at in range(0, cases, BATCH))
