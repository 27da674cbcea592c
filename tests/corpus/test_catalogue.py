"""The catalogue is right, and every mistake in one is named by entry and field."""

from pathlib import Path

import pytest

from corpus.catalogue import BadCatalogue, BadDocumentFile, check_file, read_catalogue
from corpus.document import Document
from tests.corpus.miniature import WONEN, ZORG, write_corpus

CORPUS = Path(__file__).parents[2] / "corpus"
DIGEST = "0" * 64
GOOD = f'title = "Wonen"\nfile = "wonen.txt"\nsha256 = "{DIGEST}"\n'


def catalogue(folder: Path, text: str) -> Path:
    (folder / "catalogue.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_catalogue_describes_the_five_files_as_they_are() -> None:
    documents = read_catalogue(CORPUS)
    paths = [check_file(CORPUS, document) for document in documents.values()]
    assert {document.id: document.year for document in documents.values()} == {
        "regionale-koers-2017": 2017,
        "weer-thuis-in-de-wijk-2018": 2018,
        "quick-scan-t0-2020": 2020,
        "bouwen-aan-een-thuis-2021": 2021,
        "sociale-basis-utrecht-2025": 2025,
    }
    assert [path.name for path in paths] == [f"{id}.txt" for id in documents]
    assert {path.name for path in (CORPUS / "documents").iterdir()} == {p.name for p in paths}


def test_what_an_entry_does_not_say_stays_unknown(tmp_path: Path) -> None:
    found = read_catalogue(catalogue(tmp_path, f"[wonen-2020]\n{GOOD}"))
    assert found == {"wonen-2020": Document("wonen-2020", "Wonen", "wonen.txt", DIGEST)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"[wonen]\n{GOOD}year = 'onbekend'\n", r"\[wonen\] year: .*\(found 'onbekend'\)"),
        (f"[wonen]\n{GOOD}year = 20\n", r"\[wonen\] year: .*1000.*\(found 20\)"),
        (f"[wonen]\n{GOOD}authors = 'Els'\n", r"\[wonen\] authors: .*list.*\(found 'Els'\)"),
        (f"[wonen]\n{GOOD}auteur = 'Els'\n", r"\[wonen\] auteur: Extra inputs.*\(found 'Els'\)"),
        ("[wonen]\ntitle = 'a'\nfile = 'a.txt'\n", r"\[wonen\] sha256: Field required"),
        (f"[wonen]\n{GOOD.replace('0' * 64, '0' * 63)}", r"\[wonen\] sha256: "),
        (f"[wonen]\n{GOOD.replace('wonen.txt', '../a.txt')}", r"\[wonen\] file: .*'\.\./a\.txt'"),
        (f"[Wonen_2020]\n{GOOD}", r"\[Wonen_2020\]: an id is lower-case letters"),
        (f'["../wonen"]\n{GOOD}', r"\[\.\./wonen\]: an id is lower-case letters"),
        (f"[zorg]\n{GOOD}\n[zorg]\n{GOOD}", r"line 6"),
        (f"[wonen]\n{GOOD}year = 2020-\n", r"line 5.*correct that line"),
    ],
)
def test_a_mistake_is_named_by_entry_and_field(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadCatalogue, match=message):
        read_catalogue(catalogue(tmp_path, text))


def test_a_catalogue_in_another_encoding_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "catalogue.toml").write_bytes(f"[wonen]\n{GOOD}publisher = 'é'\n".encode("cp1252"))
    with pytest.raises(BadCatalogue, match=r"catalogue\.toml: .*utf-8"):
        read_catalogue(tmp_path)


def test_a_missing_catalogue_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(BadCatalogue, match=r"no catalogue at .*BRONWIJZER_CORPUS"):
        read_catalogue(tmp_path)


def test_a_missing_file_is_named_with_its_remedy(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path, {"wonen": WONEN})
    (corpus / "documents" / "wonen.txt").unlink()
    with pytest.raises(
        BadDocumentFile, match=r"^wonen: .*wonen\.txt can't be read \(No such file.*put the file"
    ):
        check_file(corpus, read_catalogue(corpus)["wonen"])


def test_another_file_than_the_catalogue_describes_is_refused(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path, {"wonen": WONEN})
    (corpus / "documents" / "wonen.txt").write_text(ZORG, encoding="utf-8")
    with pytest.raises(BadDocumentFile, match=r"^wonen: .*has sha256 .*, the catalogue says "):
        check_file(corpus, read_catalogue(corpus)["wonen"])
