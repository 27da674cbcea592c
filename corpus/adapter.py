"""A small learnt change to how questions are encoded; passages are encoded as before.

Low-rank adaptation (LoRA, Hu et al. 2022): the weight W of a layer becomes W + up·down.
"""

import copy
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from torch.nn import Linear, Parameter

PACKAGED_ADAPTER = Path(__file__).with_name("adapter.npz")
DOWN, UP = ":down", ":up"


class BadAdapter(Exception):
    """The adapter can't be read, or is of another model; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Change:
    """`down` (r, in) and `up` (out, r)."""

    down: np.ndarray
    up: np.ndarray


@dataclass(frozen=True, slots=True)
class Adapter:
    """Changes by the name of the layer; `digest` tells one adapter from another."""

    changes: Mapping[str, Change]
    digest: str


def read_adapter(path: Path = PACKAGED_ADAPTER) -> Adapter:
    """Raises BadAdapter."""
    try:
        data = path.read_bytes()
        with np.load(BytesIO(data), allow_pickle=False) as arrays:
            names = [name.removesuffix(DOWN) for name in arrays.files if name.endswith(DOWN)]
            changes = {name: Change(arrays[name + DOWN], arrays[name + UP]) for name in names}
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise BadAdapter(
            f"{path} can't be read ({error}); put it back from the repository, or set "
            "BRONWIJZER_ADAPTER=off"
        ) from error
    return Adapter(changes, hashlib.sha256(data).hexdigest())


def write_adapter(path: Path, changes: Mapping[str, Change]) -> None:
    """In half precision: the change is small beside the weights."""
    arrays = {
        name + suffix: matrix.astype(np.float16)
        for name, change in changes.items()
        for suffix, matrix in ((DOWN, change.down), (UP, change.up))
    }
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def adapted(model: SentenceTransformer, adapter: Adapter) -> SentenceTransformer:
    """A second model that shares all weights but the changed ones. Raises BadAdapter."""
    shared = {id(part): part for part in (*model.parameters(), model.tokenizer)}
    twin = copy.deepcopy(model, shared)
    for name, change in adapter.changes.items():
        layer = linear_layer(twin, name)
        weight = layer.weight.detach().float().cpu().numpy()
        if weight.shape != (len(change.up), change.down.shape[1]):
            raise BadAdapter(f"the adapter's {name} does not fit this model's {weight.shape}")
        changed = torch.from_numpy(weight + change.up.astype(np.float32) @ change.down)
        layer.weight = Parameter(changed.to(layer.weight), requires_grad=False)
    return twin


def linear_layer(model: SentenceTransformer, name: str) -> Linear:
    """Raises BadAdapter where the model has no such layer."""
    try:
        layer = model.get_submodule(name)
    except AttributeError:
        layer = None
    if not isinstance(layer, Linear):
        raise BadAdapter(f"the adapter changes {name}, which this model does not have")
    return layer
