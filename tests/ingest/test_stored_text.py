"""What the five reports must look like once they are read, judged by labels made by hand."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from corpus.document import Section, Sentence, StoredText
from ingest.composition import compared
from ingest.privacy import has_contact_details
from tests.ingest.reports import (
    REPORTS,
    labels,
    on_one_line,
    passages,
    raw_lines,
    report_path,
    stored_by_rules,
    stored_text,
    without_space,
)

# Lines of the files that are no running text: running headers, navigation bars, page numbers,
# photo credits, link lists and the labels of figures.
FURNITURE = {
    "bouwen-aan-een-thuis-2021": [(79, 79), (172, 172), (829, 829), (904, 904), (1738, 1739)],
    "quick-scan-t0-2020": [(40, 41), (547, 548), (606, 610), (1799, 1799), (2421, 2424)],
    "regionale-koers-2017": [(361, 361), (664, 668), (896, 900), (2444, 2478), (2513, 2529)],
    "sociale-basis-utrecht-2025": [
        (559, 560),
        (917, 917),
        (926, 926),
        (1264, 1264),
        (1432, 1433),
        (1495, 1495),
        (2032, 2035),
        (3361, 3371),
    ],
    "weer-thuis-in-de-wijk-2018": [
        (107, 107),
        (160, 164),
        (241, 241),
        (455, 458),
        (531, 534),
        (833, 833),
        (969, 970),
        (1466, 1470),
        (1689, 1721),
        (1812, 1848),
        (1939, 1943),
    ],
}
FOOTNOTES = {
    "bouwen-aan-een-thuis-2021": [58, 64, 184, 489, 635],
    "quick-scan-t0-2020": [37, 1572, 1573],
    "regionale-koers-2017": [2709],
    "sociale-basis-utrecht-2025": [
        *(37, 97, 147, 148, 327, 383, 457, 460, 710, 759, 859, 975, 1196, 1198, 1262, 1322, 1378),
        *(2090, 2146, 2303, 2306, 2811, 3360, 3430),
    ],
    "weer-thuis-in-de-wijk-2018": [1211],
}


@pytest.mark.parametrize("report", REPORTS)
def test_line_ends_are_joined_as_a_reader_would(report: str) -> None:
    text = on_one_line(stored_text(report).text)
    wrong = [row for row in labels(report, "joins") if row["repaired"].strip() not in text]
    assert wrong == []


def test_joined_words_reach_precision_and_recall() -> None:
    joined = kept = wrongly_joined = wrongly_kept = 0
    for report in REPORTS:
        text = on_one_line(stored_text(report).text)
        for row in labels(report, "joins"):
            right = row["repaired"].strip() in text
            joined += row["verdict"] == "join" and right
            kept += row["verdict"] != "join" and right
            wrongly_kept += row["verdict"] == "join" and not right
            wrongly_joined += row["verdict"] != "join" and not right
    assert joined + wrongly_kept >= 150 and kept + wrongly_joined >= 100
    assert joined / (joined + wrongly_joined) >= 0.99
    assert joined / (joined + wrongly_kept) >= 0.99


def test_rules_alone_join_nearly_as_well_as_with_an_outline() -> None:
    wrong = right = 0
    for report in REPORTS:
        text = on_one_line(stored_by_rules(report).text)
        for row in labels(report, "joins"):
            right += row["repaired"].strip() in text
            wrong += row["repaired"].strip() not in text
    assert right / (right + wrong) >= 0.98


@pytest.mark.parametrize("report", REPORTS)
def test_hardly_a_letter_of_the_running_text_is_lost(report: str) -> None:
    left_out = {
        number for first, last in FURNITURE[report] for number in range(first, last + 1)
    } | set(FOOTNOTES[report])
    stored = compared(stored_text(report).text)
    pieces = [
        line[at : at + 40]
        for number, row in enumerate(raw_lines(report), 1)
        if number not in left_out and (line := compared(MARK.sub("", row)))
        for at in range(0, len(line), 40)
    ]
    lost = [piece for piece in pieces if piece not in stored]
    assert len(lost) <= 0.025 * len(pieces), lost


# Bullets and numbers before an item, and arrows after a link: they go.
MARK = re.compile(r"^\W*(?:o\s|\w{1,2}[.)]\s?)?(?:\d[.)]\s?)?|[*\s>]+$")


def test_sentence_boundaries_agree_with_hand_made_ones() -> None:
    found = missed = invented = 0
    for report in REPORTS:
        for expected, actual in _boundaries(report):
            found += len(expected & actual)
            missed += len(expected - actual)
            invented += len(actual - expected)
    assert found + missed >= 1300
    assert 2 * found / (2 * found + missed + invented) >= 0.995


def _boundaries(report: str) -> Iterator[tuple[set[int], set[int]]]:
    """Ends of sentences as labelled and as stored, in the text without white space."""
    stored = stored_text(report)
    text = without_space(stored.text)
    offsets = [0]
    for character in stored.text:
        offsets.append(offsets[-1] + (not character.isspace()))
    ends = {offsets[one.span.end] for one in stored.sentences if one.kind != "note"}
    for row in labels(report, "sentences"):
        sentences = [without_space(sentence) for sentence in row["sentences"]]
        start, expected = _find_run(text, sentences)
        yield expected, {end for end in ends if start < end <= max(expected)}


def _find_run(text: str, sentences: list[str]) -> tuple[int, set[int]]:
    """Where the first sentence starts and all of them end: the place where most follow."""
    best: tuple[int, set[int]] = (0, set())
    for match in re.finditer(re.escape(sentences[0]), text):
        at, ends = match.start(), set()
        for sentence in sentences:
            place = text.find(sentence, at)
            if place < 0 or place > at + 400:
                break
            at = place + len(sentence)
            ends.add(at)
        best = max(best, (match.start(), ends), key=lambda run: len(run[1]))
    assert len(best[1]) == len(sentences), sentences[len(best[1])]
    return best


@pytest.mark.parametrize("report", REPORTS)
def test_no_sentence_holds_furniture(report: str) -> None:
    lines = raw_lines(report)
    running = [
        without_space(lines[number - 1])
        for first, last in FURNITURE[report]
        for number in range(first, last + 1)
    ]
    long = [line for line in running if len(line) > 30]
    sentences = [without_space(_text(report, one)) for one in stored_text(report).sentences]
    assert [line for line in long if any(line in sentence for sentence in sentences)] == []
    assert [line for line in running if line and line in sentences and line not in TITLES] == []


# Running labels that are also the names of building blocks and towns elsewhere in the text.
TITLES = {"Woerden", "Houten", "Utrecht", "Nieuwegein", "Wonen", "DeBilt"}


@pytest.mark.parametrize("report", REPORTS)
def test_footnotes_are_notes_and_cut_no_sentence(report: str) -> None:
    lines = raw_lines(report)
    notes = [without_space(_text(report, one)) for one in _of_kind(report, "note")]
    running = [without_space(_text(report, one)) for one in _of_kind(report, "sentence", "item")]
    for number in FOOTNOTES[report]:
        body = re.sub(r"^[\d¹²³*.\s\ufffd]+", "", lines[number - 1]).replace("*", "")
        start = without_space(body)[:25]
        assert any(start[:15] in note for note in notes), lines[number - 1]
        assert not any(start in sentence for sentence in running), lines[number - 1]


@pytest.mark.parametrize("report", REPORTS)
def test_an_exact_sentence_stands_in_the_file_but_for_space_and_hyphens(report: str) -> None:
    stored = stored_text(report)
    raw = compared(report_path(report).read_text("utf-8"))
    exact = [one for one in stored.sentences if one.exact]
    assert all(compared(_text(report, one)) in raw for one in exact)
    assert len(exact) >= 0.98 * len(stored.sentences)


@pytest.mark.parametrize("report", REPORTS)
def test_sections_follow_each_other_and_hold_every_sentence(report: str) -> None:
    stored = stored_text(report)
    spans = [section.span for section in stored.sections]
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(_section_of(stored, one) is not None for one in stored.sentences)
    starts = [one.span.start for one in stored.sentences]
    assert starts == sorted(starts)


@pytest.mark.parametrize("report", REPORTS)
def test_no_contact_details_are_stored(report: str) -> None:
    text = stored_text(report).text
    assert not has_contact_details(text)
    assert re.findall(r"\w@\w|\b0\d{9}\b|\b06[ -]?\d", text) == []
    assert not any(has_contact_details(passage.text) for passage in passages(report))


def test_only_proven_pages_have_a_number() -> None:
    proven = {
        report: [page.label for page in stored_text(report).pages]
        for report in REPORTS
        if report != "bouwen-aan-een-thuis-2021"
    }
    assert proven == {
        "quick-scan-t0-2020": [],
        "regionale-koers-2017": ["20", "27"],
        "sociale-basis-utrecht-2025": [],
        "weer-thuis-in-de-wijk-2018": ["7", "32", "33", "34"],
    }


def test_chapters_have_the_page_range_that_the_contents_prove() -> None:
    stored = stored_text("bouwen-aan-een-thuis-2021")
    pages = {
        section.path[-1]: stored.page_label(section.span)
        for section in stored.sections
        if 1 <= len(section.path) <= 2
    }
    assert pages["Voorwoord"] == "3"
    assert pages["Wonen"] == "15-18"
    assert pages["Gemengd wonen Zeist ‘Seyster Veste’"] == "55-57"
    assert pages["Conclusies en aanbevelingen"] == "82-85"
    assert pages["Colofon"] is None


def test_a_heading_after_its_text_is_put_over_it() -> None:
    stored = stored_text("weer-thuis-in-de-wijk-2018")
    assert stored.sections[0].path == ("Inleiding",)
    assert _path_of(stored, "Het uitstroomproces gaat dan waarschijnlijk") == (
        "Intermezzo: Opgave en aanpak in Almelo",
        "Klantreis",
    )
    assert _path_of(stored, "Naast cijfers over de potentiële uitstroom") == (
        "Vraagstuk 1: Hoe krijg je zicht op de opgave?",
    )


def test_appendices_are_named_with_their_own_title_and_date() -> None:
    stored = stored_text("sociale-basis-utrecht-2025")
    parts = {section.path[0] for section in stored.sections if len(section.path) > 1}
    assert "Analyse Maak je Eigen Thuis Training (METT), 2023" in parts
    assert "Uitvoeringsplan Thuis in je Wijk, juli 2023" in parts


def test_a_sentence_that_a_box_interrupts_is_whole_again() -> None:
    text = stored_text("regionale-koers-2017").text
    assert "met hulp van de omgeving, tijdig een oplossing weten te vinden. Hiervoor" in text
    assert "een regionale koers opgesteld waarmee zij de kwaliteit van leven" in text


def _text(report: str, sentence: Sentence) -> str:
    return stored_text(report).text[sentence.span.start : sentence.span.end]


def _of_kind(report: str, *kinds: str) -> list[Sentence]:
    return [one for one in stored_text(report).sentences if one.kind in kinds]


def _section_of(stored: StoredText, sentence: Sentence) -> Section | None:
    return next((one for one in stored.sections if one.span.contains(sentence.span)), None)


def _path_of(stored: StoredText, opening: str) -> tuple[str, ...]:
    start = stored.text.index(opening)
    return next(one.path for one in stored.sections if one.span.start <= start < one.span.end)
