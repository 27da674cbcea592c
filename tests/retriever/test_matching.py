"""What was learnt of how sentences answer is read, used and guarded."""

from pathlib import Path

import numpy as np
import pytest
import torch

from corpus.encoder import Encoding, SentenceEncoder
from corpus.index import PassageIndex
from corpus.units import Components
from retriever import sentences
from retriever.matching import (
    LONGEST,
    BadMatching,
    Matcher,
    Matching,
    fill_up,
    matching_path,
    read_matching,
    stored_matching,
    write_matching,
)
from retriever.ranked import RankedRetriever

SIX, FOUR = torch.eye(6), Components(np.eye(6, dtype=np.float32)[:, :4])


def asked(words: int) -> Encoding:
    tokens = np.random.default_rng(0).normal(size=(words, 6)).astype(np.float32)
    tokens /= np.linalg.norm(tokens, axis=1, keepdims=True)
    return Encoding(np.zeros(6, np.float32), tokens, np.zeros((words, 2), np.int32))


def some(*lengths: int) -> list[np.ndarray]:
    chance = np.random.default_rng(1)
    return [chance.integers(-127, 127, (length, 4)).astype(np.int8) for length in lengths]


def learnt(*seeds: int) -> Matching:
    def one(seed: int) -> Matcher:
        torch.manual_seed(seed)
        return Matcher(SIX).eval()

    return Matching("an encoder", tuple(one(seed) for seed in seeds))


def test_sentences_are_filled_up_and_cut_off() -> None:
    filled, there = fill_up(some(3, 0, LONGEST + 9))
    assert filled.shape == (3, LONGEST, 4)
    assert there.sum(axis=1).tolist() == [3, 1, LONGEST]
    assert not filled[0, 3:].any()


def test_what_fills_up_changes_nothing() -> None:
    alone, beside = some(5), some(5, 40)
    few = learnt(0).logits(asked(3), *fill_up(alone), FOUR)
    many = learnt(0).logits(asked(3), *fill_up(beside), FOUR)
    assert few.shape == (1,)
    assert many[0] == pytest.approx(few[0], abs=1e-5)


def test_matchers_together_give_the_mean() -> None:
    filled = fill_up(some(5, 7))
    one, other = (learnt(seed).logits(asked(3), *filled, FOUR) for seed in (0, 1))
    assert learnt(0, 1).logits(asked(3), *filled, FOUR) == pytest.approx((one + other) / 2)


def test_components_in_another_order_change_nothing() -> None:
    tokens, turned = some(5, 7), [2, 0, 3, 1]
    other = Components(FOUR.basis[:, turned])
    logits = learnt(0).logits(asked(3), *fill_up(tokens), FOUR)
    swapped = [rows[:, turned] for rows in tokens]
    assert learnt(0).logits(asked(3), *fill_up(swapped), other) == pytest.approx(logits, abs=1e-5)


def test_what_ships_is_of_the_packaged_encoder_with_its_adapter(encoder: SentenceEncoder) -> None:
    assert stored_matching().encoder == encoder.question_digest
    assert matching_path().stat().st_size < 2_000_000


@pytest.mark.parametrize(
    ("question", "answer", "beside"),
    [
        (
            "Waarom durven bewoners geen hulp te vragen?",
            "Bewoners schamen zich voor hun schulden en vragen daarom geen hulp.",
            "De gemeente stelt jaarlijks een uitvoeringsplan vast.",
        ),
        (
            "How many flats did the corporation make available?",
            "De corporatie stelde 34 woningen beschikbaar.",
            "De corporatie overlegt elke maand met de gemeente.",
        ),
    ],
)
def test_what_answers_goes_before_what_stands_beside_it(
    encoder: SentenceEncoder, question: str, answer: str, beside: str
) -> None:
    components = Components(stored_matching().matchers[0].core.numpy())
    read = encoder.encode((answer, beside), "passage")
    tokens = [components.compress(one.tokens) for one in read]
    found = encoder.encode_questions((question,))[0]
    logits = stored_matching().logits(found, *fill_up(tokens), components)
    assert logits[0] > logits[1]


def test_sentences_are_weighed_for_another_encoder_too(
    report_index: PassageIndex, encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sentences, "stored_matching", learnt)
    question = "wat helpt om omklap te laten slagen?"
    hits = RankedRetriever(report_index, encoder).retrieve(question, 20)
    found = sentences.describe_sentences(question, hits, report_index, encoder)
    names = list(sentences.WEIGHTS)
    assert not found.features[:, names.index("likely")].any()
    assert found.features[:, names.index("match")].std() == pytest.approx(1.0, abs=0.01)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    filled = fill_up(some(5, 7))
    write_matching(learnt(0, 1), tmp_path / "matching.npz")
    found = read_matching(tmp_path / "matching.npz")
    assert found.encoder == "an encoder"
    told = learnt(0, 1).logits(asked(3), *filled, FOUR)
    assert found.logits(asked(3), *filled, FOUR) == pytest.approx(told, abs=0.01)


@pytest.mark.parametrize("content", [None, b"", b"nonsense", b"PK\x03\x04 cut short"])
def test_what_cannot_be_read_is_named_with_the_remedy(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "matching.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadMatching, match=r"matching\.npz.*calibrate --matching"):
        read_matching(path)


def test_a_file_of_the_wrong_parts_is_named(tmp_path: Path) -> None:
    write_matching(learnt(0), tmp_path / "matching.npz")
    with np.load(tmp_path / "matching.npz") as arrays:
        parts = {name: arrays[name] for name in arrays.files if name != "0.down"}
    np.savez(tmp_path / "matching.npz", allow_pickle=False, **parts)
    with pytest.raises(BadMatching, match=r"matching\.npz"):
        read_matching(tmp_path / "matching.npz")
