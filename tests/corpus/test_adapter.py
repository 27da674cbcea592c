"""What the adapter changes of an encoder, and what it leaves alone."""

from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

from corpus.adapter import BadAdapter, Change, adapted, read_adapter, write_adapter
from corpus.encoder import SentenceEncoder, load_encoder
from corpus.packaged_model import PACKAGED_SHA256, prepare_model

MODELS = Path(__file__).parents[2] / "var" / "models" / "multilingual-e5-small"
LAYER = "0.model.encoder.layer.11.attention.self.query"
QUESTION = "what helps omklap succeed?"


@pytest.fixture(scope="module")
def plain() -> SentenceEncoder:
    return load_encoder("packaged", MODELS, adapt=False)


def test_an_adapter_changes_questions_and_nothing_else(
    encoder: SentenceEncoder, plain: SentenceEncoder
) -> None:
    asked, before = encoder.encode_questions((QUESTION,))[0], plain.encode_questions((QUESTION,))[0]
    assert 0.3 < float(asked.vector @ before.vector) < 0.999
    assert (asked.offsets == before.offsets).all()
    for role in ("query", "passage"):
        (one,), (other,) = encoder.encode([QUESTION], role), plain.encode([QUESTION], role)
        assert (one.vector == other.vector).all()
    assert (encoder.digest, plain.digest) == (PACKAGED_SHA256, PACKAGED_SHA256)
    assert encoder.question_digest == read_adapter().digest
    assert plain.question_digest == PACKAGED_SHA256


def test_an_adapter_takes_little_room_and_adds_little_memory() -> None:
    model = SentenceTransformer(str(prepare_model(MODELS)), device="cpu")
    twin = adapted(model, read_adapter())
    own = {id(parameter) for parameter in model.parameters()}
    added = sum(p.numel() for p in twin.parameters() if id(p) not in own)
    assert 0 < added < 0.05 * sum(p.numel() for p in model.parameters())


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    change = Change(np.eye(2, 3, dtype=np.float16), np.ones((4, 2), np.float16))
    write_adapter(tmp_path / "adapter.npz", {LAYER: change})
    found = read_adapter(tmp_path / "adapter.npz")
    assert list(found.changes) == [LAYER]
    assert (found.changes[LAYER].down == change.down).all()
    assert (found.changes[LAYER].up == change.up).all()


def test_a_damaged_or_missing_adapter_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "bad.npz").write_bytes(b"PK\x03\x04 nothing of the kind")
    for name in ("bad.npz", "missing.npz"):
        with pytest.raises(BadAdapter, match=f"{name}.*BRONWIJZER_ADAPTER=off"):
            read_adapter(tmp_path / name)


@pytest.mark.parametrize("layer", ["0.model.encoder.layer.99.output", LAYER])
def test_an_adapter_of_another_model_is_refused(tmp_path: Path, layer: str) -> None:
    model = SentenceTransformer(
        str(prepare_model(MODELS)), device="cpu", model_kwargs={"dtype": torch.float32}
    )
    write_adapter(tmp_path / "other.npz", {layer: Change(np.ones((2, 7)), np.ones((5, 2)))})
    with pytest.raises(BadAdapter, match=layer):
        adapted(model, read_adapter(tmp_path / "other.npz"))
