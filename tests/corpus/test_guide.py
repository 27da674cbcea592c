"""The guide is read where it stands, and a mistake in it is named."""

from pathlib import Path

import pytest

from corpus.guide import BadGuide, CheckedGuide, CheckedQuote, CheckedTerm, read_guide

TERM = """
documents = ["koers-2017"]
[[terms]]
name = "omklap"
quotes = [{ document = "koers-2017", text = "Omklappen houdt in dat men blijft." }]
"""


def corpus_with(tmp_path: Path, name: str, text: str) -> Path:
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_corpus_without_a_guide_has_an_empty_one(tmp_path: Path) -> None:
    assert read_guide(tmp_path) == CheckedGuide()


def test_terms_are_read_with_their_documents(tmp_path: Path) -> None:
    quote = CheckedQuote("koers-2017", "Omklappen houdt in dat men blijft.")
    assert read_guide(corpus_with(tmp_path, "glossary.toml", TERM)) == CheckedGuide(
        frozenset({"koers-2017"}), (CheckedTerm("omklap", (quote,)),)
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("documents = [", "glossary.toml: "),
        (TERM + 'page = "3"\n', r"terms\.0\.page: Unexpected"),
        (TERM + 'kind = "rumour"\n', r"terms\.0\.kind: .*found 'rumour'"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadGuide, match=message):
        read_guide(corpus_with(tmp_path, "glossary.toml", text))
