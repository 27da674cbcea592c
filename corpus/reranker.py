"""Models that score a question with a text: cross-encoders and multi-vector encoders."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from sentence_transformers import CrossEncoder, MultiVectorEncoder

BATCH = 16
KINDS = ("cross-encoder", "multi-vector")


class RerankerUnavailable(Exception):
    """The reranker that the settings name can't be loaded; the message says why."""


class Reranker(Protocol):
    """Scores texts with a question: higher where they answer it better."""

    def score(self, question: str, texts: Sequence[str]) -> np.ndarray:
        """How well each text answers, (n,) float32, higher is better; the unit is the model's."""
        ...


class CrossEncoderReranker:
    """Reads question and text together."""

    def __init__(self, model: CrossEncoder) -> None:
        self._model = model

    def score(self, question: str, texts: Sequence[str]) -> np.ndarray:
        pairs = [(question, text) for text in texts]
        found = self._model.predict(pairs, batch_size=BATCH, show_progress_bar=False)
        return np.asarray(found, np.float32).reshape(len(texts))


class MultiVectorReranker:
    """Late interaction (Khattab and Zaharia 2020) of a model that was trained for it."""

    def __init__(self, model: MultiVectorEncoder) -> None:
        self._model = model

    def score(self, question: str, texts: Sequence[str]) -> np.ndarray:
        asked: Any = self._model.encode_query([question], show_progress_bar=False)
        read: Any = self._model.encode_document(
            list(texts), batch_size=BATCH, show_progress_bar=False
        )
        found = self._model.similarity(asked, read)[0]
        return np.asarray(found.float().cpu().numpy(), np.float32)


def load_reranker(setting: str) -> Reranker:
    """`cross-encoder:NAME` or `multi-vector:NAME`, where NAME is a model folder or a name on a hub.

    Raises RerankerUnavailable.
    """
    kind, _, name = setting.partition(":")
    if kind not in KINDS or not name:
        raise RerankerUnavailable(
            f"reranker {setting!r} is unknown; set BRONWIJZER_RERANKER to `late`, or to "
            f"`{KINDS[0]}:` or `{KINDS[1]}:` with a model folder or a name on a hub behind it"
        )
    try:
        if kind == "cross-encoder":
            return CrossEncoderReranker(_with_one_score(CrossEncoder(name), name))
        return MultiVectorReranker(MultiVectorEncoder(name))
    except (OSError, ValueError, RuntimeError) as error:
        cause = str(error).partition("\n")[0]
        raise RerankerUnavailable(
            f"{kind} {name!r} can't be loaded ({cause}); set BRONWIJZER_RERANKER to a model "
            "folder, to a name that your hub has, or back to `late`"
        ) from error


def _with_one_score(model: CrossEncoder, name: str) -> CrossEncoder:
    if model.num_labels != 1:
        raise ValueError(f"{name} gives {model.num_labels} scores for a pair, and one is needed")
    return model
