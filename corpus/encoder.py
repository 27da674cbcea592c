"""Text to vectors through sentence-transformers: a text's vector and its tokens' in one pass."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
import torch
import transformers
from sentence_transformers import SentenceTransformer
from threadpoolctl import threadpool_limits

from corpus.adapter import Adapter, adapted, read_adapter
from corpus.packaged_model import PACKAGED_SHA256, prepare_model
from corpus.word_table import leave_in_file

Role = Literal["query", "passage"]
PACKAGED_NAME = "packaged:multilingual-e5-small"
# Texts a forward pass takes together; larger gains nothing on two cores.
BATCH = 16


class EncoderUnavailable(Exception):
    """The encoder that the settings name can't be loaded; the message says why."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """One text's unit `vector` (d,), its `tokens` (n, d) as unit rows, and where each token stands.

    `offsets` (n, 2) are character offsets into the text; prompt and special tokens are left out.
    """

    vector: np.ndarray
    tokens: np.ndarray
    offsets: np.ndarray


class Encoder(Protocol):
    """`name` and `digest` tell one encoder from another; an index serves only its own.
    `question_digest` tells how questions are encoded: an adapter may change that alone."""

    name: str
    digest: str
    question_digest: str
    dimension: int

    def encode(
        self, texts: Sequence[str], role: Role, progress: Callable[[int], None] | None = None
    ) -> list[Encoding]:
        """Encodings in the order of `texts`; `progress` is told how many texts were done."""
        ...

    def encode_questions(self, questions: tuple[str, ...]) -> tuple[Encoding, ...]:
        """As queries, by the adapter if there is one, in one pass; the last few are remembered,
        since several retrievers ask for the same."""
        ...


class SentenceEncoder:
    """Any sentence-transformers model: the packaged one, a folder, or a name on a hub."""

    def __init__(
        self, name: str, model: SentenceTransformer, digest: str, adapter: Adapter | None = None
    ) -> None:
        self.name, self.digest, self._model = name, digest, model
        self.question_digest = adapter.digest if adapter else digest
        self._of_questions = adapted(model, adapter) if adapter else model
        self.dimension = model.get_embedding_dimension() or 0
        self._remembered = lru_cache(maxsize=64)(self._encode_questions)

    def encode(
        self, texts: Sequence[str], role: Role, progress: Callable[[int], None] | None = None
    ) -> list[Encoding]:
        longest_first = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        encodings: dict[int, Encoding] = {}
        for start in range(0, len(texts), BATCH):
            batch = longest_first[start : start + BATCH]
            found = self._encode_batch([texts[i] for i in batch], self._prompt(role), self._model)
            encodings |= dict(zip(batch, found, strict=True))
            if progress:
                progress(len(batch))
        return [encodings[i] for i in range(len(texts))]

    def encode_questions(self, questions: tuple[str, ...]) -> tuple[Encoding, ...]:
        return self._remembered(questions)

    def _encode_questions(self, questions: tuple[str, ...]) -> tuple[Encoding, ...]:
        prompt = self._prompt("query")
        return tuple(self._encode_batch([*questions], prompt, self._of_questions))

    def _prompt(self, role: Role) -> str:
        prompts = self._model.prompts
        return prompts.get(role) or prompts.get({"passage": "document"}.get(role, role)) or ""

    def _encode_batch(
        self, texts: list[str], prompt: str, model: SentenceTransformer
    ) -> list[Encoding]:
        outputs: Any = model.encode(
            texts, prompt=prompt, batch_size=BATCH, output_value=None, show_progress_bar=False
        )
        return [
            self._encoding(text, prompt, output)
            for text, output in zip(texts, outputs, strict=True)
        ]

    def _encoding(self, text: str, prompt: str, output: dict[str, torch.Tensor]) -> Encoding:
        tokenized = self._model.tokenizer(
            prompt + text, return_offsets_mapping=True, truncation=True, max_length=self._longest
        )
        offsets = np.asarray(tokenized["offset_mapping"], np.int32).reshape(-1, 2) - len(prompt)
        states = output["token_embeddings"][: len(offsets)].float().numpy()
        # A word's first token takes in the space before it, so the first one starts in the prompt.
        kept = (offsets[:, 1] > 0) & (offsets[:, 1] > offsets[:, 0])
        offsets, tokens = np.maximum(offsets[kept], 0), states[kept]
        norms = np.linalg.norm(tokens, axis=1, keepdims=True)
        vector = output["sentence_embedding"].float().numpy()
        vector = vector / max(float(np.linalg.norm(vector)), 1e-12)
        return Encoding(vector, tokens / np.maximum(norms, 1e-12), offsets)

    @property
    def _longest(self) -> int:
        return int(self._model.max_seq_length or 512)


def load_encoder(name: str, model_folder: Path, adapt: bool = True) -> SentenceEncoder:
    """The encoder called `name`: `packaged`, a folder, or a name on a hub. With `adapt` the
    packaged one encodes questions by the adapter that was trained for it. Raises BadAdapter.

    The packaged weights are unpacked into `model_folder` once. bf16 is used where the processor
    computes in it: three times as fast, and the vectors agree to a cosine above .999.
    """
    # OpenBLAS's threads keep turning for a tenth of a second after a product, on the cores that the
    # encoder needs for the next question: with one, p95 of a search fell from 147 to 50 ms.
    threadpool_limits(1, user_api="blas")
    transformers.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    packaged = name == "packaged"
    source = str(prepare_model(model_folder)) if packaged else name
    dtype = torch.bfloat16 if _computes_bf16() else torch.float32
    try:
        model = SentenceTransformer(source, device=_device(), model_kwargs={"dtype": dtype})
    except (OSError, ValueError) as error:
        remedy = (
            f"remove {source}, and it is made anew"
            if packaged
            else "set BRONWIJZER_ENCODER to a model folder, a name that your hub has, or `packaged`"
        )
        raise EncoderUnavailable(f"encoder {name!r} can't be loaded ({error}); {remedy}") from error
    if packaged:
        if model.device.type == "cpu":
            leave_in_file(model, Path(source) / "model.safetensors")
        adapter = read_adapter() if adapt else None
        return SentenceEncoder(PACKAGED_NAME, model, PACKAGED_SHA256, adapter)
    return SentenceEncoder(name, model, _weights_digest(model))


def compute_on_one_core() -> None:
    """For a process that has others beside it: their threads would wait for one another."""
    torch.set_num_threads(1)


def _device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"


def _computes_bf16() -> bool:
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    found = torch.cpu.get_capabilities()
    return bool(found.get("avx512_bf16") or found.get("amx_bf16"))


def _weights_digest(model: SentenceTransformer) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.float().cpu().numpy().tobytes())
    return digest.hexdigest()
