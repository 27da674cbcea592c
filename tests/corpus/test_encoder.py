"""Vectors in the order of the texts, tokens that point into them, and clear refusals."""

import platform
from pathlib import Path

import numpy as np
import pytest
import torch

from corpus.encoder import PACKAGED_NAME, EncoderUnavailable, SentenceEncoder, load_encoder
from corpus.packaged_model import PACKAGED_SHA256

QUESTION = "Wat is een omklapwoning?"
MODELS = Path(__file__).parents[2] / "var" / "models" / "multilingual-e5-small"


def pieces(text: str, offsets: np.ndarray) -> list[str]:
    return [text[start:end] for start, end in offsets]


def test_the_packaged_encoder_says_who_it_is(encoder: SentenceEncoder) -> None:
    assert (encoder.name, encoder.digest) == (PACKAGED_NAME, PACKAGED_SHA256)
    assert encoder.dimension == 384


def test_token_offsets_cover_the_text_and_leave_the_prompt_out(encoder: SentenceEncoder) -> None:
    for role in ("query", "passage"):
        (found,) = encoder.encode([QUESTION], role)
        assert "".join(pieces(QUESTION, found.offsets)) == QUESTION
        assert found.tokens.shape == (len(found.offsets), 384)


def test_token_offsets_hold_for_accents_ligatures_and_white_space(encoder: SentenceEncoder) -> None:
    text = "Cliënten: ﬁnanciële ruimte,\n\nen 1½ uur  rust"
    (found,) = encoder.encode([text], "passage")
    assert (found.offsets[:, 0] < found.offsets[:, 1]).all()
    assert (np.diff(found.offsets[:, 0]) >= 0).all()
    joined = "".join(pieces(text, found.offsets))
    assert [word for word in joined.split() if word not in text] == []
    assert found.offsets.max() == len(text)


def test_vectors_and_tokens_have_length_one(encoder: SentenceEncoder) -> None:
    (found,) = encoder.encode([QUESTION], "query")
    assert np.linalg.norm(found.vector) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(found.tokens, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_batch_keeps_the_order_of_its_texts(encoder: SentenceEncoder) -> None:
    texts = [f"{'Een huis voor iedereen. ' * (n % 5)}Zin {n}." for n in range(20)]
    told: list[int] = []
    together = encoder.encode(texts, "passage", told.append)
    alone = [encoder.encode([text], "passage")[0] for text in texts]
    likeness = np.asarray([a.vector for a in together]) @ np.asarray([b.vector for b in alone]).T
    assert likeness.argmax(axis=1).tolist() == list(range(20))
    assert (likeness.diagonal() > 0.999).all()
    assert sum(told) == 20


def test_no_texts_give_no_vectors(encoder: SentenceEncoder) -> None:
    assert encoder.encode([], "passage") == []


def test_a_text_longer_than_the_model_reads_is_cut_off(encoder: SentenceEncoder) -> None:
    (found,) = encoder.encode(["woning " * 1000], "passage")
    assert 400 < len(found.tokens) <= 512


def test_a_question_is_encoded_as_a_query_once(encoder: SentenceEncoder) -> None:
    first = encoder.encode_questions((QUESTION,))[0]
    assert encoder.encode_questions((QUESTION,))[0] is first
    plain = load_encoder("packaged", MODELS, adapt=False)
    without = plain.encode_questions((QUESTION,))[0].vector
    assert (without == plain.encode([QUESTION], "query")[0].vector).all()


@pytest.mark.skipif(torch.cuda.is_available(), reason="the graphics card decides here")
@pytest.mark.skipif(platform.system() != "Linux", reason="reads /proc/cpuinfo")
def test_bf16_is_used_where_the_processor_computes_in_it(encoder: SentenceEncoder) -> None:
    flags = Path("/proc/cpuinfo").read_text("utf-8").split()
    has_bf16 = "avx512_bf16" in flags or "amx_bf16" in flags
    (dtype,) = {weight.dtype for weight in encoder._model.parameters()}
    assert dtype == (torch.bfloat16 if has_bf16 else torch.float32)


def test_an_encoder_that_is_not_there_is_refused_with_the_setting_to_change() -> None:
    with pytest.raises(
        EncoderUnavailable, match=r"(?s)'\./geen-map' can't be loaded.*BRONWIJZER_ENCODER"
    ):
        load_encoder("./geen-map", Path("unused"))
