"""Furniture, footnotes, blocks, sections and pages on small texts that show one thing each."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import Page, Span
from ingest.blocks import make_blocks, make_rows
from ingest.footnotes import find_footnotes, without_marks
from ingest.furniture import find_furniture
from ingest.glyphs import clean_lines
from ingest.headings import propose_outline
from ingest.outline import BadOutline, Heading, Move, Outline, Part, read_outline
from ingest.places import chapter_labels, contents, printed_labels, prove_pages
from ingest.readers.text import Line, read_lines, split_lines
from ingest.reading import propose
from ingest.repair import LineEnds
from ingest.sections import arrange
from ingest.vocabulary import Vocabulary
from tests.ingest.reports import REPORTS, outline_path, raw_lines, report_path, without_space

ENDS = LineEnds(Vocabulary(Counter()), spaces_kept=False, width=40)
FULL = "Deze regel is even lang als de meeste en"
FOOTER = "Zelfstandig wonen na opvang of thuis / Deel"


def lines_of(*texts: str) -> list[Line]:
    return split_lines("\n".join(texts))


def test_running_headers_are_found_by_repetition() -> None:
    pages = [[f"{at}wijk {FULL}", "", FOOTER, f" {at}huis {FULL}"] for at in "abcd"]
    lines = lines_of(*[text for page in pages for text in page])
    assert [lines[number - 1].text for number in sorted(find_furniture(lines))] == [FOOTER] * 4


def test_a_heading_that_comes_back_is_no_furniture_when_it_is_known() -> None:
    title = "Geleerde lessen"
    pages = [[f"{at}x {FULL}.", "", "", title, "", f"{at}y {FULL}."] for at in "abcdefg"]
    lines = lines_of(*[text for page in pages for text in page])
    headings = frozenset(line.number for line in lines if line.text == title)
    assert find_furniture(lines) == set(headings)
    assert find_furniture(lines, headings) == set()


def test_a_lone_page_number_goes_with_its_running_line() -> None:
    lines = lines_of(FULL, "", "", "", "27", "", "Deel 2", "", FULL)
    assert find_furniture(lines) == {5, 7}
    lines = lines_of(FULL, "", "", "", "Tussenrapportage quick scan", "", "44", "", FULL)
    assert find_furniture(lines) == {5, 7}


def test_links_at_the_foot_of_a_page_go_and_links_in_text_stay() -> None:
    lines = lines_of("Zie ook:", "www.enik.nl", "", "https://movisie.nl/a", f" {FULL}")
    assert find_furniture(lines) == {4}


def test_labels_of_a_figure_that_cut_a_sentence_are_left_out() -> None:
    lines = lines_of(
        f"{FULL} zeer gespecialiseerde",
        "",
        "nachtopvang",
        "",
        "justitie",
        "",
        "crisisopvang",
        "",
        "ondersteuning nodig hebben in de wijk waar zij wonen.",
    )
    assert find_furniture(lines) == {3, 5, 7}


def test_a_footnote_is_known_by_its_mark() -> None:
    lines = lines_of(
        "Zie de hoofdvraag1 over wonen.", "", "1 Deze vraag is oud", "en lang.", "", "2 Kop"
    )
    (note,) = find_footnotes(lines)
    assert note.lines == (2, 3)
    cleaned = without_marks(lines, [note])
    assert (cleaned[0].text, cleaned[2].text) == (
        "Zie de hoofdvraag over wonen.",
        "Deze vraag is oud",
    )


def test_numbered_items_and_names_with_digits_are_no_footnotes() -> None:
    lines = lines_of("De U16 en T0 van Platform31:", "", "1. Wonen", "2. Zorg", "16 Deelnemers")
    assert find_footnotes(lines) == []


def test_blocks_are_paragraphs_and_items_over_blank_lines() -> None:
    lines = lines_of(
        "Dat wordt in de meeste wijken gedaan door",
        "",
        "de volgende partijen die samenwerken:",
        "",
        "–– gemeenten met veel ervaring in de wijk",
        "",
        "en in de regio;",
        "",
        "–– corporaties.",
    )
    assert [(block.kind, block.text) for block in make_blocks(lines, ENDS)] == [
        (
            "paragraph",
            "Dat wordt in de meeste wijken gedaan door de volgende partijen die samenwerken:",
        ),
        ("item", "gemeenten met veel ervaring in de wijk en in de regio;"),
        ("item", "corporaties."),
    ]


def test_a_dash_in_the_middle_of_a_sentence_opens_no_item() -> None:
    lines = lines_of("De visie op maatschappelijke opvang die", "– en verslaving – staat hier")
    assert len(make_blocks(lines, ENDS)) == 1


def test_a_block_knows_which_line_each_part_came_from() -> None:
    (block,) = make_blocks(lines_of("de noodzake-", "", "lijke zorg"), ENDS)
    assert (block.text, block.origins) == ("de noodzakelijke zorg", ((0, 1), (11, 3)))


def test_table_rows_stay_apart_and_keep_their_caption() -> None:
    lines = lines_of("TABEL 1 OPVANG", "", "Ggz Utrecht 430", "", "Ggz Lekstroom", "182")
    assert [(block.kind, block.text) for block in make_rows(lines, ENDS, ())] == [
        ("paragraph", "TABEL 1 OPVANG"),
        ("item", "Ggz Utrecht 430"),
        ("item", "Ggz Lekstroom 182"),
    ]


OUTLINE = Outline(
    headings=(
        Heading(3, "Vraagstuk 1", 1, starts=1),
        Heading(5, "Kader", 2, last=6),
        Heading(8, "Vraagstuk 2", 1),
    ),
    parts=(Part(10, "Bijlage, 2023"),),
    moves=(Move(9, 9, 11),),
)


def test_sections_follow_the_outline() -> None:
    lines = [Line(number, f"regel {number}") for number in range(1, 12)]
    sections = [(one.path, [line.number for line in one.lines]) for one in arrange(lines, OUTLINE)]
    assert sections == [
        (("Vraagstuk 1",), [1, 2, 4]),
        (("Vraagstuk 1", "Kader"), [6]),
        (("Vraagstuk 1",), [7]),
        (("Vraagstuk 2",), []),
        (("Bijlage, 2023",), [10, 11, 9]),
    ]


def test_an_unknown_field_in_an_outline_is_named(tmp_path: Path) -> None:
    path = tmp_path / "koers.toml"
    path.write_text('[[headings]]\nline = 1\nlevel = 1\ntext = "A"\npage = 3\n', "utf-8")
    with pytest.raises(BadOutline, match=r"koers\.toml: .*(?s:.*)page"):
        read_outline(path)


@pytest.mark.parametrize("report", REPORTS)
def test_outlines_name_headings_as_they_stand_in_the_file(report: str) -> None:
    lines = raw_lines(report)
    wrong = []
    for heading in read_outline(outline_path(report)).headings:
        words = without_space("".join(lines[line - 1] for line in heading.own_lines))
        bare = "".join(letter for letter in words if letter.isalpha())
        if heading.lines and bare.lstrip("o") != _letters(heading.text).lstrip("o"):
            wrong.append((heading.line, heading.text))
    assert wrong == []


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalpha())


def test_numbered_and_plain_headings_are_proposed() -> None:
    text = f"{FULL} verder gaat in de wijk."
    lines = lines_of("1.1 Aanleiding", text, "", "Nabijheid", text, "", "1.2 Visie", "", text)
    proposed = propose_outline(lines, {}, 60).headings
    assert [(one.line, one.text, one.level) for one in proposed] == [
        (1, "1.1 Aanleiding", 2),
        (4, "Nabijheid", 3),
        (7, "1.2 Visie", 2),
    ]


def test_rules_find_most_headings_of_the_outlines_and_few_others() -> None:
    found = missed = invented = 0
    for report in REPORTS:
        lines = read_lines(report_path(report))
        proposed = propose_headings(lines)
        real = {one.line for one in read_outline(outline_path(report)).headings if one.lines}
        found += len(proposed & real)
        missed += len(real - proposed)
        invented += len(proposed - real)
    assert found / (found + invented) >= 0.94
    assert found / (found + missed) >= 0.75


def propose_headings(lines: list[Line]) -> set[int]:
    return {one.line for one in propose(lines, clean_lines(lines)).headings}


CONTENTS = ["Inhoud", "Voorwoord\t3\tWonen\t7", "Visie ..... 5", "", "Voorwoord", "Tekst.", ""]


def test_contents_give_chapters_their_pages() -> None:
    lines = lines_of(*CONTENTS, " Visie", "Tekst.", " Wonen", "Tekst.")
    assert contents(lines) == {"voorwoord": 3, "visie": 5, "wonen": 7}
    headings = [Heading(5, "Voorwoord", 1), Heading(8, "Visie", 1), Heading(10, "Wonen", 1)]
    labels = chapter_labels(lines, frozenset(), headings)
    assert labels == {5: "3-4", 6: "3-4", 7: "3-4", 8: "5-6", 9: "5-6"}


def test_chapters_that_run_on_share_the_page_of_the_next() -> None:
    lines = lines_of(*CONTENTS, "Visie", "Tekst.", "", "Wonen", "Tekst.")
    headings = [Heading(5, "Voorwoord", 1), Heading(8, "Visie", 1), Heading(11, "Wonen", 1)]
    assert chapter_labels(lines, frozenset(), headings)[8] == "5-7"


def test_a_number_at_the_head_of_its_page_proves_that_page_alone() -> None:
    bar = "Cover Inhoud Wijk Aanbod"
    lines = lines_of(FULL, "", f" 7{bar}", FULL, f" {FULL}", f"9{bar}", FULL, f" 12{bar}", FULL)
    running = frozenset({3, 6, 8})
    assert printed_labels(lines, running) == {3: "7", 4: "7", 6: "9", 7: "9", 8: "12", 9: "12"}


def test_a_number_between_two_pages_proves_neither() -> None:
    lines = lines_of(FULL, "", "", "Studie naar Utrecht", "21", "", FULL, f" {FULL}")
    assert printed_labels(lines, frozenset({4, 5})) == {}


def test_form_feeds_prove_physical_pages() -> None:
    lines = split_lines("een\ftwee")
    lines = [replace(line, number=number) for number, line in enumerate(lines, 1)]
    pages = prove_pages(lines, frozenset(), (), [(1, 0), (2, 5)], 9)
    assert pages == (Page(1, None, Span(0, 5)), Page(2, None, Span(5, 9)))
