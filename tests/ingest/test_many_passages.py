"""Replaced or removed, a document of many passages leaves none behind in either store."""

from pathlib import Path

import numpy as np
import pytest

from corpus.index import PassageIndex, generation_folder, open_vectors
from corpus.terms import TermIndex
from ingest.collection import Collection, add_documents, remove_documents
from ingest.offer import Details, Offer
from tests.corpus.miniature import WONEN, TinyEncoder


def long_report(passages: int, seed: int) -> str:
    """Each section is a passage of its own, and no two are alike."""
    words = "huur zorg werk geld rust buurt taal sport gemeente woning straat".split()
    dice = np.random.default_rng(seed)
    sections = []
    for number in range(1, passages + 1):
        picked = " en ".join(dice.choice(words, 3))
        said = f"In situatie {seed}{number} helpt {picked} aan bewoners van nummer {number}."
        sections.append(f"# Deel {number}\n\n{said}\n")
    return "\n".join(sections)


def counts(collection: Collection) -> tuple[int, int, int]:
    """Units by manifest, in Chroma and in the word index, each counted in its own store."""
    index = PassageIndex(collection.index, TinyEncoder())
    number = index.manifest.generation
    expected = sum(entry.units for entry in index.manifest.documents.values())
    vectors = open_vectors(collection.index, number, "")
    terms = TermIndex(generation_folder(collection.index, number) / "terms")
    return expected, len(vectors), len(terms)


@pytest.mark.parametrize("passages", [150, pytest.param(10_500, marks=pytest.mark.slow)])
def test_no_passage_is_left_behind(tmp_path: Path, passages: int) -> None:
    collection = Collection(tmp_path / "corpus", tmp_path / "index", TinyEncoder())
    path = tmp_path / "lang.md"
    path.write_text(long_report(passages, 1), "utf-8")
    (tmp_path / "wonen.txt").write_text(WONEN, "utf-8")
    added = add_documents(collection, [Offer(path), Offer(tmp_path / "wonen.txt")])
    assert [(fate.what, fate.passages) for fate in added] == [("added", passages), ("added", 1)]
    assert counts(collection) == (passages + 1,) * 3
    path.write_text(long_report(passages // 2, 2), "utf-8")
    (replaced,) = add_documents(collection, [Offer(path, Details("lang"))])
    assert (replaced.what, replaced.passages) == ("replaced", passages // 2)
    assert counts(collection) == (passages // 2 + 1,) * 3
    index = PassageIndex(collection.index, TinyEncoder())
    vector = TinyEncoder().encode_questions(("situatie 1",))[0].vector
    found = [index.unit(id).text for id, _ in index.nearest(vector, 200, ["lang"])]
    assert all("In situatie 2" in text for text in found)
    remove_documents(collection, ["lang"])
    assert counts(collection) == (1, 1, 1)
