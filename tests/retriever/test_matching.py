"""What was learnt of matching a question's words with a sentence's is read, used and guarded."""

from pathlib import Path

import numpy as np
import pytest

from corpus.encoder import Encoding, SentenceEncoder
from retriever.late import max_sim
from retriever.matching import (
    BadMatching,
    Matching,
    matching_path,
    read_matching,
    stored_matching,
    write_matching,
)


def asked(*rows: tuple[float, float]) -> Encoding:
    tokens = np.asarray(rows, np.float32).reshape(-1, 2)
    return Encoding(np.zeros(2, np.float32), tokens, np.zeros((len(rows), 2), np.int32))


def learnt(encoder: SentenceEncoder) -> Matching:
    """The first direction turns into the second, and counts e times as much."""
    down, up = np.asarray([[1.0, 0.0]]), np.asarray([[-1.0], [1.0]])
    return Matching(encoder.question_digest, down, up, np.asarray([1.0, 0.0]))


def test_words_are_turned_and_weighed(encoder: SentenceEncoder) -> None:
    words, weights = learnt(encoder).words(asked((1, 0), (0, 1)), encoder)
    assert words.tolist() == [[0, 1], [0, 1]]
    assert weights == pytest.approx([np.e / (np.e + 1), 1 / (np.e + 1)])


def test_for_another_encoder_the_words_are_as_they_are(encoder: SentenceEncoder) -> None:
    other = Matching("another", *[np.ones((2, 2))] * 2, np.ones(2))
    words, weights = other.words(asked((1, 0), (0, 1)), encoder)
    assert words.tolist() == [[1, 0], [0, 1]]
    assert weights.tolist() == [0.5, 0.5]


def test_a_question_without_words_has_none(encoder: SentenceEncoder) -> None:
    words, weights = learnt(encoder).words(asked(), encoder)
    assert (words.shape, weights.shape) == ((0, 2), (0,))


def test_weights_say_how_much_a_word_counts() -> None:
    question = np.asarray([[1.0, 0.0], [0.0, 1.0]], np.float32)
    text = np.asarray([[127, 0]], np.int8)
    assert max_sim(question, text, np.asarray([0.75, 0.25])) == pytest.approx(0.75)
    assert max_sim(question, text) == pytest.approx(0.5)


def test_what_ships_is_of_the_packaged_encoder_with_its_adapter(encoder: SentenceEncoder) -> None:
    matching = stored_matching()
    assert matching.encoder == encoder.question_digest
    assert matching_path().stat().st_size < 100_000
    question = encoder.encode_questions(("wat helpt om omklap te laten slagen?",))[0]
    words, weights = matching.words(question, encoder)
    assert words.shape == question.tokens.shape
    assert weights.sum() == pytest.approx(1.0)
    assert weights.max() > 1.5 / len(weights)


def test_what_was_written_is_read(tmp_path: Path, encoder: SentenceEncoder) -> None:
    write_matching(learnt(encoder), tmp_path / "matching.npz")
    found = read_matching(tmp_path / "matching.npz")
    assert found.encoder == encoder.question_digest
    assert found.up.tolist() == [[-1.0], [1.0]]


@pytest.mark.parametrize("content", [None, b"", b"nonsense", b"PK\x03\x04 cut short"])
def test_what_cannot_be_read_is_named_with_the_remedy(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "matching.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadMatching, match=r"matching\.npz.*calibrate --matching"):
        read_matching(path)
