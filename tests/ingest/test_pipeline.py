"""The index follows the catalogue, and whatever stops a run leaves the old index answering."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus.catalogue import BadCatalogue
from corpus.index import PARTS, PassageIndex, UnknownDocument, WrongEncoder
from corpus.manifest import IndexDamaged, IndexMissing, read_manifest
from ingest.pipeline import ingest
from tests.corpus.miniature import (
    WERKEN,
    WONEN,
    ZORG,
    TinyEncoder,
    fates,
    unit_texts,
    write_corpus,
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus", {"wonen": WONEN, "werken": WERKEN})


@pytest.fixture
def folder(tmp_path: Path, corpus: Path) -> Path:
    """An index of the two documents."""
    ingest(corpus, tmp_path / "index", TinyEncoder())
    return tmp_path / "index"


def generation(folder: Path) -> Path:
    return folder / f"generation-{read_manifest(folder).generation:06d}"


def found(folder: Path, question: str = "omklapcontract") -> str:
    """The text of the best unit for `question`."""
    encoder = TinyEncoder()
    index = PassageIndex(folder, encoder)
    ((id, _),) = index.vectors.search(encoder.encode_questions((question,))[0].vector, 1)
    return index.unit(id).text


def holds_both(folder: Path) -> bool:
    texts = " ".join(unit_texts(PassageIndex(folder, TinyEncoder())).values())
    return "omklapcontract" in texts and "Dagbesteding" in texts


# What changed


def test_a_first_run_adds_every_document(tmp_path: Path, corpus: Path) -> None:
    folder = tmp_path / "index"
    assert fates(corpus, folder, TinyEncoder()) == ["wonen: added", "werken: added"]
    assert holds_both(folder)
    assert "omklapcontract" in found(folder)


def test_a_second_run_encodes_nothing_and_writes_nothing(corpus: Path, folder: Path) -> None:
    encoder, before = TinyEncoder(), read_manifest(folder)
    assert fates(corpus, folder, encoder) == ["wonen: unchanged", "werken: unchanged"]
    assert encoder.read == 0
    assert read_manifest(folder) == before


def test_only_a_changed_document_is_encoded_and_it_is_replaced_whole(
    corpus: Path, folder: Path
) -> None:
    before = unit_texts(PassageIndex(folder, TinyEncoder()))
    write_corpus(corpus, {"wonen": ZORG, "werken": WERKEN})
    encoder = TinyEncoder()
    assert fates(corpus, folder, encoder) == ["wonen: replaced", "werken: unchanged"]
    after = unit_texts(PassageIndex(folder, encoder))
    kept = {id: text for id, text in before.items() if id.startswith("werken:")}
    assert {id: text for id, text in after.items() if id.startswith("werken:")} == kept
    assert "omklapcontract" not in " ".join(after.values())
    assert "wijkverpleegkundige" in " ".join(after.values())
    assert 0 < encoder.read < 2 * len(after)


def test_a_document_that_left_the_catalogue_leaves_the_index(corpus: Path, folder: Path) -> None:
    write_corpus(corpus, {"werken": WERKEN})
    encoder = TinyEncoder()
    assert fates(corpus, folder, encoder) == ["werken: unchanged", "wonen: removed"]
    assert encoder.read == 0
    index = PassageIndex(folder, encoder)
    assert list(index.documents) == ["werken"]
    with pytest.raises(UnknownDocument, match="no document 'wonen' in the index; it holds werken"):
        index.text("wonen")


def test_a_catalogue_that_lost_every_document_leaves_an_empty_index(
    corpus: Path, folder: Path
) -> None:
    write_corpus(corpus, {})
    assert fates(corpus, folder, TinyEncoder()) == ["wonen: removed", "werken: removed"]
    index = PassageIndex(folder, TinyEncoder())
    assert unit_texts(index) == {}
    assert index.centroid.tolist() == [0.0] * 16
    write_corpus(corpus, {"zorg": ZORG})
    assert fates(corpus, folder, TinyEncoder()) == ["zorg: added"]
    assert "begeleiding" in found(folder, "begeleiding")


def test_a_new_title_in_the_catalogue_reaches_the_index(corpus: Path, folder: Path) -> None:
    write_corpus(corpus, {"wonen": WONEN, "werken": WERKEN}, {"wonen": "Wonen in de wijk"})
    assert fates(corpus, folder, TinyEncoder()) == ["wonen: replaced", "werken: unchanged"]
    assert PassageIndex(folder, TinyEncoder()).documents["wonen"].title == "Wonen in de wijk"


def test_an_outline_that_is_added_by_hand_replaces_its_document(corpus: Path, folder: Path) -> None:
    (corpus / "outlines").mkdir()
    outline = '[[headings]]\nline = 1\ntext = "Huis"\nlevel = 1\n'
    (corpus / "outlines" / "wonen.toml").write_text(outline, encoding="utf-8")
    assert fates(corpus, folder, TinyEncoder()) == ["wonen: replaced", "werken: unchanged"]
    sections = PassageIndex(folder, TinyEncoder()).text("wonen").sections
    assert [section.path for section in sections] == [("Huis",)]


def test_rebuild_makes_everything_anew_and_the_same(corpus: Path, folder: Path) -> None:
    before = read_manifest(folder)
    assert fates(corpus, folder, TinyEncoder(), rebuild=True) == ["wonen: added", "werken: added"]
    assert read_manifest(folder).fingerprint == before.fingerprint
    assert read_manifest(folder).generation == before.generation + 1


def test_a_reader_of_the_generation_before_goes_on_reading(corpus: Path, folder: Path) -> None:
    reader = PassageIndex(folder, TinyEncoder())
    fates(corpus, folder, TinyEncoder(), rebuild=True)
    assert "omklapcontract" in reader.text("wonen").text
    assert reader.vectors.search(np.ones(16, np.float32), 1)


def test_older_generations_are_cleared_away(corpus: Path, folder: Path) -> None:
    for text in (ZORG, WONEN, ZORG):
        write_corpus(corpus, {"wonen": text, "werken": WERKEN})
        fates(corpus, folder, TinyEncoder())
    assert sorted(path.name for path in folder.glob("generation-*")) == [
        "generation-000003",
        "generation-000004",
    ]


# Another encoder


def test_an_index_is_not_read_with_another_encoder(folder: Path) -> None:
    with pytest.raises(WrongEncoder, match=r"built with tiny .*name other .*ingest --rebuild"):
        PassageIndex(folder, TinyEncoder("other"))


def test_ingest_with_another_encoder_makes_everything_anew(corpus: Path, folder: Path) -> None:
    other = TinyEncoder("other")
    assert fates(corpus, folder, other) == ["wonen: added", "werken: added"]
    assert list(PassageIndex(folder, other).documents) == ["wonen", "werken"]


# Files that can't be read


def test_a_file_that_is_not_the_catalogues_fails_alone_and_its_old_passages_stay(
    corpus: Path, folder: Path
) -> None:
    (corpus / "documents" / "wonen.txt").write_text(ZORG, encoding="utf-8")
    (fate, other) = ingest(corpus, folder, TinyEncoder())
    assert (fate.what, other.what) == ("failed", "unchanged")
    assert "wonen.txt has sha256" in fate.problem
    assert "omklapcontract" in found(folder)


@pytest.mark.parametrize(
    ("text", "problem"),
    [("", "the file is empty"), ("12\n\n13\n", "no sentences"), ("\f \n", "the file is empty")],
)
def test_a_file_without_text_fails_alone_and_the_others_go_in(
    tmp_path: Path, text: str, problem: str
) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"leeg": text, "zorg": ZORG})
    (fate, other) = ingest(corpus, tmp_path / "index", TinyEncoder())
    assert (fate.what, other.what) == ("failed", "added")
    assert fate.problem.startswith("leeg")
    assert problem in fate.problem
    assert list(PassageIndex(tmp_path / "index", TinyEncoder()).documents) == ["zorg"]


def test_a_typing_error_in_the_catalogue_leaves_the_old_index(corpus: Path, folder: Path) -> None:
    with (corpus / "catalogue.toml").open("a", encoding="utf-8") as catalogue:
        catalogue.write("year = 2020-\n")
    with pytest.raises(BadCatalogue, match="line"):
        ingest(corpus, folder, TinyEncoder())
    assert holds_both(folder)


# Damage


def test_where_there_is_no_index_the_message_says_what_makes_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=r"no index in .*nergens; run `bronwijzer ingest`"):
        PassageIndex(tmp_path / "nergens", TinyEncoder())
    assert not (tmp_path / "nergens").exists()


def cut_manifest(folder: Path) -> None:
    manifest = folder / "manifest.json"
    manifest.write_bytes(manifest.read_bytes()[:200])


def of_another_version(folder: Path) -> None:
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"format": 1', '"format": 99'), "utf-8")


def lose_generation(folder: Path) -> None:
    shutil.rmtree(generation(folder))


@pytest.mark.parametrize("damage", [cut_manifest, of_another_version, lose_generation])
def test_a_damaged_index_is_refused_with_its_remedy_and_ingest_mends_it(
    corpus: Path, folder: Path, damage: Callable[[Path], None]
) -> None:
    damage(folder)
    with pytest.raises(IndexDamaged, match=r"run `bronwijzer ingest --rebuild`"):
        PassageIndex(folder, TinyEncoder())
    assert fates(corpus, folder, TinyEncoder()) == ["wonen: added", "werken: added"]
    assert holds_both(folder)


@pytest.mark.parametrize("part", PARTS)
def test_a_generation_that_lacks_a_part_is_refused_and_mended(
    corpus: Path, folder: Path, part: str
) -> None:
    path = generation(folder) / part
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(IndexDamaged, match=r"run `bronwijzer ingest --rebuild`"):
        PassageIndex(folder, TinyEncoder()).text("wonen")
    assert fates(corpus, folder, TinyEncoder()) == ["wonen: added", "werken: added"]
    assert holds_both(folder)


def test_stores_that_do_not_agree_are_refused_with_both_counts(corpus: Path, folder: Path) -> None:
    index = PassageIndex(folder, TinyEncoder())
    units = len(index.vectors)
    index.vectors.remove("wonen")
    with pytest.raises(
        IndexDamaged, match=rf"{units} units .*Chroma holds {units - 1} and .*index {units}; run"
    ):
        PassageIndex(folder, TinyEncoder())
    assert len(fates(corpus, folder, TinyEncoder(), rebuild=True)) == 2
    assert holds_both(folder)


@pytest.mark.parametrize("name", ["text.json", "passages.json", "windows.npy", "tokens.npy"])
def test_a_stored_document_that_was_cut_short_is_named(folder: Path, name: str) -> None:
    path = generation(folder) / "documents" / "wonen" / name
    path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(IndexDamaged, match=r"documents/wonen is not whole .*--rebuild"):
        read_everything(PassageIndex(folder, TinyEncoder()))


def read_everything(index: PassageIndex) -> None:
    stored = index.stored("wonen")
    assert stored.text
    for start, end in stored.units.tolist():
        assert len(stored.span_tokens(index.unit(f"wonen:{start}-{end}").span))
        assert index.vectors_of([f"wonen:{start}-{end}"]).any()
