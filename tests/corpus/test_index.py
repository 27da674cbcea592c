"""PassageIndex keeps one contract, with Chroma in its folder and on a real Chroma server."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.index import EXACT_UP_TO, PassageIndex
from corpus.manifest import IndexMissing
from corpus.units import units_of
from corpus.vectors import VectorStoreUnavailable
from ingest.pipeline import Fate, ingest
from tests.corpus.chroma_server import ChromaServer
from tests.corpus.miniature import WERKEN, WONEN, ZORG, TinyEncoder, unit_texts, write_corpus

ALL = 500
QUESTION = TinyEncoder().encode_questions(("gemeente en begeleiding",))[0].vector


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    server = ChromaServer(tmp_path_factory.mktemp("chroma"))
    yield server
    server.stop()


class Place:
    """A corpus and its index, with Chroma in the folder or at `url`."""

    def __init__(self, home: Path, url: str) -> None:
        self.corpus, self.folder, self.url = home / "corpus", home / "index", url

    def bring_in(self, rebuild: bool = False, **texts: str) -> list[Fate]:
        write_corpus(self.corpus, texts)
        return ingest(self.corpus, self.folder, TinyEncoder(), self.url, rebuild)

    def open(self) -> PassageIndex:
        return PassageIndex(self.folder, TinyEncoder(), self.url)

    def generations(self) -> list[str]:
        return sorted(path.name for path in self.folder.glob("generation-*"))


@pytest.fixture(params=["folder", pytest.param("server", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest) -> str:
    if request.param == "folder":
        return ""
    return str(request.getfixturevalue("server").url)


@pytest.fixture
def place(tmp_path: Path, url: str) -> Place:
    place = Place(tmp_path, url)
    place.bring_in(wonen=WONEN, werken=WERKEN)
    return place


def by_meaning(index: PassageIndex, *documents: str) -> set[str]:
    return {id for id, _ in index.nearest(QUESTION, ALL, documents)}


def by_words(index: PassageIndex, text: str, *documents: str) -> set[str]:
    terms = {f"stems:{stem}": 1.0 for stem in index.analyzer.analyse(text).stems}
    return {id for id, _ in index.terms.search(terms, {"unit_stems": 1.0}, ALL, documents)}


def units(index: PassageIndex, document: str) -> set[str]:
    return {unit.id for unit in units_of(index.stored(document).passages)}


def test_both_stores_hold_what_was_added(place: Place) -> None:
    index = place.open()
    every = set(unit_texts(index))
    assert list(index.documents) == ["wonen", "werken"]
    assert (len(index.vectors), len(index.terms)) == (len(every), len(every))
    assert by_meaning(index) == every == units(index, "wonen") | units(index, "werken")
    assert by_words(index, "omklapcontract") <= units(index, "wonen")


def test_a_replaced_document_is_found_by_its_new_text_alone(place: Place) -> None:
    place.bring_in(wonen=ZORG, werken=WERKEN)
    index = place.open()
    assert by_meaning(index, "wonen") == units(index, "wonen")
    assert by_words(index, "omklapcontract") == set()
    assert by_words(index, "wijkverpleegkundige") <= units(index, "wonen")
    assert len(index.vectors) == len(index.terms) == len(unit_texts(index))


def test_a_removed_document_is_found_no_more(place: Place) -> None:
    place.bring_in(werken=WERKEN)
    index = place.open()
    assert by_meaning(index) == units(index, "werken")
    assert by_words(index, "omklapcontract") == set()
    assert by_meaning(index, "wonen") == set()


def test_a_search_stays_within_the_documents_asked_for(place: Place) -> None:
    index = place.open()
    assert by_meaning(index, "werken") == units(index, "werken")
    assert by_meaning(index, "werken", "wonen") == set(unit_texts(index))
    assert by_words(index, "gemeente", "werken") == set()
    assert by_meaning(index, "nergens") == set()


def test_within_documents_the_scores_are_those_of_the_whole(place: Place) -> None:
    index = place.open()
    whole = dict(index.nearest(QUESTION, ALL))
    within = dict(index.nearest(QUESTION, ALL, ["wonen"]))
    assert within == {id: pytest.approx(whole[id], abs=1e-5) for id in units(index, "wonen")}


def test_nothing_is_found_when_nothing_is_asked_for(place: Place) -> None:
    index = place.open()
    assert index.nearest(QUESTION, 0) == index.nearest(QUESTION, 0, ["wonen"]) == []
    assert index.terms.search({"stems:gemeent": 1.0}, {"unit_stems": 1.0}, 0) == []


def test_every_generation_is_read_whole_by_those_who_opened_it(place: Place) -> None:
    first = place.open()
    before = unit_texts(first)
    place.bring_in(wonen=ZORG)
    place.bring_in(zorg=ZORG, leren=WERKEN)
    place.bring_in(zorg=WONEN)
    assert by_meaning(first) == set(before) == set(unit_texts(first))
    assert by_words(first, "omklapcontract") <= units(first, "wonen")
    assert list(place.open().documents) == ["zorg"]
    assert place.generations() == [f"generation-00000{n}" for n in (1, 3, 4)]


def test_the_vectors_of_a_document_are_memory_mapped(place: Place) -> None:
    stored = place.open().stored("wonen")
    vectors = stored.vectors
    tables = (stored.tokens.vectors, stored.tokens.starts, vectors.windows, vectors.passages)
    assert all(isinstance(table.base, np.memmap) for table in tables)
    assert stored.tokens.vectors.dtype == np.int8


def test_a_rebuild_with_an_empty_catalogue_empties_the_index_and_says_what_went(
    place: Place,
) -> None:
    done = place.bring_in(rebuild=True)
    assert [(fate.document, fate.what) for fate in done] == [
        ("wonen", "removed"),
        ("werken", "removed"),
    ]
    assert list(place.open().documents) == []


def test_a_rebuild_says_which_documents_went(place: Place) -> None:
    done = place.bring_in(rebuild=True, werken=WERKEN)
    assert [(fate.document, fate.what) for fate in done] == [
        ("werken", "added"),
        ("wonen", "removed"),
    ]


@pytest.mark.slow
def test_two_indexes_on_one_server_do_not_see_each_other(
    server: ChromaServer, tmp_path: Path
) -> None:
    one, other = (Place(tmp_path / name, server.url) for name in ("one", "other"))
    one.bring_in(wonen=WONEN)
    for text in (WERKEN, ZORG, WERKEN):
        other.bring_in(werken=text)
    assert by_meaning(one.open()) == units(one.open(), "wonen")
    assert by_meaning(other.open()) == units(other.open(), "werken")


@pytest.mark.slow
def test_an_index_that_lost_its_collection_says_what_to_do(
    server: ChromaServer, tmp_path: Path
) -> None:
    place = Place(tmp_path, server.url)
    place.bring_in(wonen=WONEN)
    place.open().vectors.drop(lambda _: True)
    with pytest.raises(VectorStoreUnavailable, match=r"Chroma at .*bronwijzer ingest --rebuild"):
        place.open()
    place.bring_in(rebuild=True, wonen=WONEN)
    assert by_meaning(place.open()) == units(place.open(), "wonen")


def test_an_index_without_its_name_says_what_to_do(tmp_path: Path) -> None:
    place = Place(tmp_path, "")
    place.bring_in(wonen=WONEN)
    (place.folder / "name.txt").unlink()
    with pytest.raises(IndexMissing, match=r"name.txt is gone; run `bronwijzer ingest --rebuild`"):
        PassageIndex(place.folder, TinyEncoder(), "http://127.0.0.1:1")


def test_a_tiny_document_among_many_is_found_whole(tmp_path: Path) -> None:
    place = Place(tmp_path, "")
    many = {
        f"groot{n}": "".join(f"{i} Deel\n\n{WERKEN[10:]}\n" for i in range(60)) for n in range(4)
    }
    place.bring_in(**many, klein=ZORG)
    index = place.open()
    assert len(index.vectors) < EXACT_UP_TO
    for word in ("sloot", "fiets", "gemeente"):
        vector = TinyEncoder().encode_questions((word,))[0].vector
        found = index.nearest(vector, ALL, ["klein"])
        assert {id for id, _ in found} == units(index, "klein")
