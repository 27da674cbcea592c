"""Tables of the catalogue come, change and go, and the rest stays as people wrote it."""

from dataclasses import replace

import pytest

from corpus.catalogue import BadCatalogue
from corpus.document import Document
from corpus.entries import with_entries, without_entries

DIGEST = "0" * 64
BEFORE = f"""# What each report proves of itself.

# The oldest one.
[koers]
title = "Koers"   # first lines
authors = ["U16"]
year = 2017       # latest dated fact
file = "koers.txt"
sha256 = "{DIGEST}"

[thuis]
title = "Thuis"
file = "thuis.txt"
sha256 = "{DIGEST}"
"""
KOERS = Document("koers", "Koers", "koers.txt", DIGEST, ("U16",), year=2017)
HARD = Document("x", 'Een "titel" \\ met é, ] # en \x7f', "x.txt", DIGEST, ("A", "B; C"))


def test_a_new_table_comes_last_and_nothing_else_changes() -> None:
    table = (
        '\n[x]\ntitle = "Een \\"titel\\" \\\\ met é, ] # en \\u007f"\nauthors = ["A", "B; C"]\n'
        f'language = "nl"\nfile = "x.txt"\nsha256 = "{DIGEST}"\n'
    )
    assert with_entries(BEFORE, [HARD]) == BEFORE + table


def test_only_lines_of_what_changed_are_written_anew() -> None:
    changed = replace(KOERS, year=2018, authors=(), url="https://u16.nl/koers")
    after = BEFORE.replace('authors = ["U16"]\n', "").replace(
        "year = 2017       # latest dated fact", "year = 2018"
    )
    after = after.replace(
        f'"{DIGEST}"\n\n[thuis]',
        f'"{DIGEST}"\nlanguage = "nl"\nurl = "https://u16.nl/koers"\n\n[thuis]',
    )
    assert with_entries(BEFORE, [changed]) == after


def test_a_table_goes_with_the_comment_right_above_it() -> None:
    assert without_entries(BEFORE, ["koers"]) == (
        "# What each report proves of itself.\n\n" + BEFORE[BEFORE.index("[thuis]") :]
    )


def test_a_table_of_several_lines_a_value_is_written_anew() -> None:
    spread = BEFORE.replace('["U16"]', '[\n  "U16",\n]')
    assert 'authors = ["U16"]\nyear = 2018\n' in with_entries(spread, [replace(KOERS, year=2018)])


def test_the_first_table_makes_a_catalogue() -> None:
    assert without_entries(with_entries("", [KOERS]), ["koers"]) == "\n"


@pytest.mark.parametrize(
    ("field", "value"), [("year", 20255), ("url", "javascript:x"), ("id", "../x"), ("title", "")]
)
def test_what_cannot_stand_in_a_catalogue_is_refused(field: str, value: object) -> None:
    wrong = replace(KOERS, **{field: value})  # type: ignore[arg-type]
    with pytest.raises(BadCatalogue, match=rf"catalogue\.toml, \[.*{field} ?"):
        with_entries(BEFORE, [wrong])


def test_a_catalogue_that_cannot_be_cut_in_tables_is_refused() -> None:
    with pytest.raises(BadCatalogue, match="tables can't be changed as it is written"):
        without_entries(BEFORE.replace('"Koers"', '"""\n[thuis]\n"""'), ["thuis"])
