"""The word index finds by stem, part and gram, within documents, and survives being reopened."""

from pathlib import Path

import pytest

from corpus.analysis import Analyzer
from corpus.terms import BadTermIndex, TermIndex, UnitTerms

ANALYZER = Analyzer(["omklap", "contract", "woning"])
WEIGHTS = {"unit_stems": 1.0, "unit_parts": 1.0, "unit_grams": 0.5}


def unit(id: str, text: str, around: str = "") -> UnitTerms:
    document = id.partition(":")[0]
    return UnitTerms(id, document, ANALYZER.analyse(text), ANALYZER.analyse(around or text))


def found(index: TermIndex, *terms: str, documents: tuple[str, ...] = ()) -> list[str]:
    return [id for id, _ in index.search(dict.fromkeys(terms, 1.0), WEIGHTS, 10, documents)]


def write(index: TermIndex, removed: list[str], added: list[UnitTerms]) -> None:
    with index.writing() as writer:
        for document in removed:
            writer.remove(document)
        writer.add(added)


@pytest.fixture
def index(tmp_path: Path) -> TermIndex:
    index = TermIndex(tmp_path / "terms")
    write(
        index,
        [],
        [
            unit("koers:0-9", "Het omklapcontract gaat over op de huurder."),
            unit("koers:9-20", "De gemeente betaalt de begeleiding."),
            unit("scan:0-9", "Woningen zijn schaars in elke gemeente."),
        ],
    )
    return index


def test_a_word_is_found_by_its_stem_its_part_and_its_grams(index: TermIndex) -> None:
    assert found(index, "stems:gemeent") == ["koers:9-20", "scan:0-9"]
    assert found(index, "parts:contract") == ["koers:0-9"]
    assert found(index, "grams:_omkl") == ["koers:0-9"]
    assert found(index, "stems:nergens") == []


def test_the_rarer_word_ranks_first(index: TermIndex) -> None:
    assert found(index, "stems:gemeent", "stems:schar")[0] == "scan:0-9"


def test_a_search_stays_within_the_documents_asked_for(index: TermIndex) -> None:
    assert found(index, "stems:gemeent", documents=("scan",)) == ["scan:0-9"]
    assert found(index, "stems:gemeent", documents=("scan", "koers")) == ["koers:9-20", "scan:0-9"]
    assert found(index, "stems:gemeent", documents=("nergens",)) == []


def test_a_filter_changes_no_score(index: TermIndex) -> None:
    terms = {"stems:gemeent": 1.0}
    everywhere = dict(index.search(terms, WEIGHTS, 10))
    within = dict(index.search(terms, WEIGHTS, 10, ["scan"]))
    assert within == {"scan:0-9": pytest.approx(everywhere["scan:0-9"])}


def test_a_word_of_the_passage_around_counts_only_where_it_is_weighed(index: TermIndex) -> None:
    write(index, [], [unit("visie:0-5", "Dat is nodig.", around="Huisarts. Dat is nodig.")])
    terms = {"stems:huisart": 1.0}
    assert index.search(terms, {"unit_stems": 1.0}, 10) == []
    assert [id for id, _ in index.search(terms, {"passage_stems": 1.0}, 10)] == ["visie:0-5"]


def test_no_terms_and_no_weights_find_nothing(index: TermIndex) -> None:
    assert index.search({}, WEIGHTS, 10) == []
    assert index.search({"stems:gemeent": 1.0}, {}, 10) == []
    assert index.search({"stems:gemeent": 0.0}, WEIGHTS, 10) == []


def test_replacing_a_document_drops_all_its_old_units(index: TermIndex) -> None:
    write(index, ["koers"], [unit("koers:0-5", "De koers is veranderd.")])
    assert len(index) == 2
    assert found(index, "stems:gemeent") == ["scan:0-9"]
    assert found(index, "stems:koer") == ["koers:0-5"]


def test_removing_a_document_that_is_not_there_changes_nothing(index: TermIndex) -> None:
    write(index, ["nergens"], [])
    assert len(index) == 3


def test_the_frequency_of_a_term_counts_units(index: TermIndex) -> None:
    assert index.frequency("stems", "gemeent") == 2
    assert index.frequency("stems", "nergens") == 0


def test_a_reopened_index_holds_the_same(index: TermIndex, tmp_path: Path) -> None:
    assert index.frequency("parts", "contract") == 1
    reopened = TermIndex(tmp_path / "terms")
    assert len(reopened) == 3
    assert found(reopened, "stems:gemeent") == ["koers:9-20", "scan:0-9"]


def test_a_damaged_word_index_is_refused_with_its_remedy(index: TermIndex, tmp_path: Path) -> None:
    assert len(index) == 3
    (tmp_path / "terms" / "meta.json").write_text('{"segm', encoding="utf-8")
    with pytest.raises(BadTermIndex, match=r"terms: .*bronwijzer ingest --rebuild"):
        TermIndex(tmp_path / "terms")
