"""After any sequence of changes both stores hold just the units of the stored documents."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from corpus.index import PassageIndex
from ingest.pipeline import ingest
from tests.corpus.miniature import (
    WERKEN,
    WONEN,
    ZORG,
    TinyEncoder,
    unit_texts,
    write_corpus,
)

IDS = st.sampled_from(["wonen", "werken", "zorg"])
TEXTS = st.sampled_from([WONEN, WERKEN, ZORG, WONEN + "\n2" + ZORG[1:], WERKEN + "\n3" + WONEN[1:]])


class ChangingCatalogue(RuleBasedStateMachine):
    """Documents come, change and go; every step ends with an ingest."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.texts = {"wonen": WONEN}
        self.encoder = TinyEncoder()
        self.bring_in()

    def bring_in(self, rebuild: bool = False) -> None:
        corpus = write_corpus(self.home / "corpus", self.texts)
        done = ingest(corpus, self.home / "index", self.encoder, rebuild=rebuild)
        assert [fate.document for fate in done if fate.what == "failed"] == []

    @rule(id=IDS, text=TEXTS)
    def add_or_change(self, id: str, text: str) -> None:
        self.texts[id] = text
        self.bring_in()

    @rule(id=IDS)
    def remove(self, id: str) -> None:
        self.texts.pop(id, None)
        self.bring_in()

    @rule()
    def rebuild(self) -> None:
        self.bring_in(rebuild=True)

    @invariant()
    def both_stores_hold_the_units_of_the_catalogue(self) -> None:
        index = PassageIndex(self.home / "index", self.encoder)
        expected = unit_texts(index)
        assert list(index.documents) == list(self.texts)
        assert {id.partition(":")[0] for id in expected} == set(self.texts)
        vector = self.encoder.encode_question("gemeente").vector
        assert {id for id, _ in index.vectors.search(vector, 500)} == set(expected)
        assert self.units_by_words(index) == set(expected)
        assert index.vectors_of(list(expected)).shape == (len(expected), 16)
        index.vectors.close()

    def units_by_words(self, index: PassageIndex) -> set[str]:
        grams = {
            gram
            for text in unit_texts(index).values()
            for gram in index.analyzer.analyse(text).grams
        }
        terms = {f"grams:{gram}": 1.0 for gram in grams}
        return {id for id, _ in index.terms.search(terms, {"unit_grams": 1.0}, 500)}

    def teardown(self) -> None:
        shutil.rmtree(self.home)


TestStoresAgree = ChangingCatalogue.TestCase
TestStoresAgree.settings = settings(max_examples=6, stateful_step_count=7, deadline=None)
