"""A cross-encoder or a multi-vector encoder of the operator's choice orders the hits anew."""

from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import CrossEncoder, MultiVectorEncoder
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    BertModel,
    PreTrainedTokenizerFast,
)

from corpus.encoder import SentenceEncoder
from corpus.index import PassageIndex
from corpus.reranker import RerankerUnavailable, load_reranker
from retriever.assistant import Assistant
from retriever.rerank import ModelRetriever

QUESTION = "Wat is een omklapcontract?"
WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] wat is een omklapcontract huurder gemeente zorg".split()


def make_model(folder: Path, labels: int = 0) -> Path:
    """A tiny BERT with random weights, the same each time; with `labels` it classifies."""
    torch.manual_seed(1)
    words = Tokenizer(models.WordLevel({w: i for i, w in enumerate(WORDS)}, unk_token="[UNK]"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(
        tokenizer_object=words,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_max_length=64,
    ).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        num_labels=labels or 2,
    )
    model = BertForSequenceClassification(config) if labels else BertModel(config)
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = make_model(tmp_path_factory.mktemp("cross"), labels=1)
    return f"cross-encoder:{folder}"


@pytest.fixture(scope="module")
def multi_vector(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("multi")
    # Saved as a whole: a bare model gets a projection that is random each time.
    model = MultiVectorEncoder(str(make_model(folder / "bare")))
    model.save_pretrained(str(folder / "whole"))
    return f"multi-vector:{folder / 'whole'}"


@pytest.fixture(params=["cross_encoder", "multi_vector"])
def setting(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


def test_the_hits_are_those_of_before_in_an_order_of_the_model(
    assistant: Assistant, setting: str
) -> None:
    ranked = assistant.retrievers["ranked"]
    before = ranked.retrieve(QUESTION, 60)
    after = ModelRetriever(ranked, load_reranker(setting)).retrieve(QUESTION, 60)
    assert {(hit.passage.id, hit.span) for hit in after} == {
        (hit.passage.id, hit.span) for hit in before
    }
    assert sorted(hit.parts["reranker"].rank for hit in after) == list(range(1, 61))
    assert [hit.score for hit in after] == sorted((hit.score for hit in after), reverse=True)
    assert all("late" in hit.parts for hit in after)


@pytest.mark.parametrize("k", [0, 1, 7, 80])
def test_at_most_k_hits_come(assistant: Assistant, cross_encoder: str, k: int) -> None:
    retriever = ModelRetriever(assistant.retrievers["ranked"], load_reranker(cross_encoder))
    assert len(retriever.retrieve(QUESTION, k)) == k


def test_only_the_documents_asked_for_are_searched(assistant: Assistant, multi_vector: str) -> None:
    retriever = ModelRetriever(assistant.retrievers["ranked"], load_reranker(multi_vector))
    hits = retriever.retrieve(QUESTION, 30, ["regionale-koers-2017"])
    assert {hit.passage.document for hit in hits} == {"regionale-koers-2017"}


def test_an_assistant_answers_from_the_model_that_it_is_given(
    report_index: PassageIndex, encoder: SentenceEncoder, cross_encoder: str
) -> None:
    assistant = Assistant(report_index, encoder, reranker=load_reranker(cross_encoder))
    assert list(assistant.retrievers) == ["dense", "lexical", "hybrid", "ranked", "reranker"]
    assert all("reranker" in hit.parts for hit in assistant.search(QUESTION, 20).hits)
    assert assistant.ask(QUESTION).outcome == "answered"


def test_scores_are_those_of_the_library(cross_encoder: str, multi_vector: str) -> None:
    texts = ["een huurder", "de gemeente geeft zorg"]
    pairs = CrossEncoder(cross_encoder.partition(":")[2])
    expected = pairs.predict([(QUESTION, text) for text in texts])
    assert np.allclose(load_reranker(cross_encoder).score(QUESTION, texts), expected, atol=1e-5)
    model = MultiVectorEncoder(multi_vector.partition(":")[2])
    asked, read = model.encode_query([QUESTION]), model.encode_document(texts)
    found = load_reranker(multi_vector).score(QUESTION, texts)
    assert np.allclose(found, model.similarity(asked, read)[0].numpy(), atol=1e-5)


def test_nothing_to_score_gives_no_scores(setting: str) -> None:
    assert load_reranker(setting).score(QUESTION, []).shape == (0,)


@pytest.mark.parametrize("setting", ["bge-reranker", "cross-encoder:", "bi-encoder:naam"])
def test_a_setting_of_another_form_is_refused_with_the_forms_there_are(setting: str) -> None:
    with pytest.raises(RerankerUnavailable, match=r"is unknown; .*`late`.*`cross-encoder:`"):
        load_reranker(setting)


@pytest.mark.parametrize("kind", ["cross-encoder", "multi-vector"])
def test_a_model_that_is_not_there_is_named_with_the_remedy(tmp_path: Path, kind: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(RerankerUnavailable, match=rf"{kind} .*empty.* can't be loaded .*`late`"):
        load_reranker(f"{kind}:{tmp_path / 'empty'}")


def test_a_model_that_gives_classes_is_refused(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "classes", labels=3)
    with pytest.raises(RerankerUnavailable, match="gives 3 scores for a pair, and one is needed"):
        load_reranker(f"cross-encoder:{folder}")
