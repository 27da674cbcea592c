"""After any sequence of changes both stores hold just the passages of a plain model."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from corpus.document import Document
from corpus.generations import IndexUnwritable
from corpus.index import PassageIndex
from corpus.units import units_of
from ingest.passages import cut_passages
from ingest.pipeline import ingest
from ingest.reading import read_text_report
from tests.corpus.chroma_server import ChromaServer
from tests.corpus.miniature import WERKEN, WONEN, ZORG, TinyEncoder, write_corpus

IDS = st.sampled_from(["wonen", "werken", "zorg", "leren"])
TEXTS = st.sampled_from([WONEN, WERKEN, ZORG, WONEN + "\n2" + ZORG[1:], WERKEN + "\n3" + WONEN[1:]])
ALL = 500
# Units by id, with what they say.
Units = dict[str, str]


@lru_cache
def units_of_document(id: str, text: str) -> Units:
    """As reading and cutting give them, with no index."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / f"{id}.txt"
        path.write_text(text, encoding="utf-8")
        stored = read_text_report(Document(id, id, path.name, ""), path, None)
    return {unit.id: unit.text for unit in units_of(cut_passages(stored))}


class ChangingCatalogue(RuleBasedStateMachine):
    """Documents come, change, get another name and go; every step ends with an ingest, and some
    ingests end before the swap. `model` is what was brought in, document by document."""

    chroma_url: ClassVar[str] = ""
    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.folder, self.encoder = self.home / "index", TinyEncoder()
        self.texts = {"wonen": WONEN}
        self.bring_in()
        self.reopen()

    def bring_in(self, rebuild: bool = False) -> None:
        corpus = write_corpus(self.home / "corpus", self.texts)
        done = ingest(corpus, self.folder, self.encoder, self.chroma_url, rebuild)
        assert [fate.document for fate in done if fate.what == "failed"] == []
        self.model = dict(self.texts)

    @rule(id=IDS, text=TEXTS)
    def add_or_replace(self, id: str, text: str) -> None:
        self.texts[id] = text
        self.bring_in()

    @rule(id=IDS)
    def remove(self, id: str) -> None:
        self.texts.pop(id, None)
        self.bring_in()

    @precondition(lambda self: self.texts)
    @rule(data=st.data(), newer=IDS)
    def rename(self, data: st.DataObject, newer: str) -> None:
        older = data.draw(st.sampled_from(sorted(self.texts)))
        self.texts[newer] = self.texts.pop(older)
        self.bring_in()

    @rule()
    def rebuild(self) -> None:
        self.bring_in(rebuild=True)

    @rule(id=IDS, text=TEXTS)
    def fail_before_the_swap(self, id: str, text: str) -> None:
        """The manifest can't be written; the change is still to come."""
        self.texts[id] = text
        (self.folder / "manifest.json.unfinished").mkdir()
        corpus = write_corpus(self.home / "corpus", self.texts)
        is_news = self.texts != self.model
        with pytest.raises(IndexUnwritable) if is_news else nullcontext():
            ingest(corpus, self.folder, self.encoder, self.chroma_url)
        (self.folder / "manifest.json.unfinished").rmdir()

    @rule(id=IDS, text=TEXTS)
    def be_killed_before_the_swap(self, id: str, text: str) -> None:
        """What a killed run leaves: a whole generation that no manifest names."""
        self.texts[id] = text
        before = (self.folder / "manifest.json").read_bytes()
        ingest(
            write_corpus(self.home / "corpus", self.texts),
            self.folder,
            self.encoder,
            self.chroma_url,
        )
        (self.folder / "manifest.json").write_bytes(before)
        (self.folder / "writer.txt").write_text("process 1 elsewhere", encoding="utf-8")

    @rule()
    def reopen(self) -> None:
        self.reader = self.opened()
        self.read_by_reader = dict(self.model)

    def opened(self) -> PassageIndex:
        return PassageIndex(self.folder, self.encoder, self.chroma_url)

    @invariant()
    def both_stores_hold_the_passages_of_the_model(self) -> None:
        type(self).steps += 1
        check(self.opened(), self.model, self.encoder)

    @invariant()
    def a_reader_goes_on_reading_what_it_opened(self) -> None:
        check(self.reader, self.read_by_reader, self.encoder)

    def teardown(self) -> None:
        del self.reader
        shutil.rmtree(self.home)


def check(index: PassageIndex, model: dict[str, str], encoder: TinyEncoder) -> None:
    assert set(index.documents) == set(model)
    expected = {id: units_of_document(id, text) for id, text in model.items()}
    every: Units = {unit: said for units in expected.values() for unit, said in units.items()}
    assert {unit: index.unit(unit).text for unit in every} == every
    assert (len(index.vectors), len(index.terms)) == (len(every), len(every))
    vector = encoder.encode_questions(("gemeente",))[0].vector
    assert {unit for unit, _ in index.vectors.search(vector, ALL)} == set(every)
    assert units_by_words(index, every) == set(every)
    for id, units in expected.items():
        assert {unit for unit, _ in index.nearest(vector, ALL, [id])} == set(units)
        assert {unit for unit, _ in index.vectors.search(vector, ALL, [id])} == set(units)


def units_by_words(index: PassageIndex, units: Units) -> set[str]:
    terms = {
        f"grams:{gram}": 1.0
        for said in units.values()
        for gram in index.analyzer.analyse(said).grams
    }
    return {unit for unit, _ in index.terms.search(terms, {"unit_grams": 1.0}, ALL)}


class ServedCatalogue(ChangingCatalogue):
    """The same on a Chroma server."""

    steps: ClassVar[int] = 0


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    server = ChromaServer(tmp_path_factory.mktemp("chroma"))
    ServedCatalogue.chroma_url = server.url
    yield
    server.stop()


def run(machine: type[RuleBasedStateMachine], examples: int, steps: int) -> None:
    """Always the same sequences, so that the number of steps is known."""
    always = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=True
    )
    run_state_machine_as_test(machine, settings=always)


@pytest.mark.slow
def test_stores_in_a_folder_agree_through_500_steps() -> None:
    run(ChangingCatalogue, 10, 50)
    assert ChangingCatalogue.steps >= 500


@pytest.mark.slow
@pytest.mark.usefixtures("served")
def test_stores_on_a_server_agree_through_100_steps() -> None:
    run(ServedCatalogue, 4, 25)
    assert ServedCatalogue.steps >= 100
