"""The table of word vectors stays in its file, and nobody can tell by the vectors."""

from copy import deepcopy
from pathlib import Path

import torch
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer

from corpus.encoder import SentenceEncoder
from corpus.word_table import NAME, MappedTable

MODEL = Path(__file__).parents[2] / "var" / "models" / "multilingual-e5-small"
TEXTS = ["query: Wat is een omklapwoning?", "passage: Ruim drie keer zoveel huizen."]


def test_rows_come_in_the_type_that_the_model_computes_in(tmp_path: Path) -> None:
    rows = torch.arange(12, dtype=torch.float16).reshape(4, 3)
    save_file({NAME: rows}, tmp_path / "weights")
    table = MappedTable(tmp_path / "weights", torch.bfloat16)
    asked = torch.tensor([[3, 0], [1, 1]])
    found = deepcopy(table)(asked)
    assert found.dtype == torch.bfloat16
    assert (found == rows[asked]).all()


def test_vectors_are_those_of_the_model_in_memory_to_the_bit(encoder: SentenceEncoder) -> None:
    held = {type(part) for part in encoder._model.modules()}
    assert (MappedTable in held) == (not torch.cuda.is_available())
    dtype = next(encoder._model.parameters()).dtype
    whole = SentenceTransformer(str(MODEL), model_kwargs={"dtype": dtype})
    assert (whole.encode(TEXTS) == encoder._model.encode(TEXTS)).all()
