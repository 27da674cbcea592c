"""Passages are whole sentences of one section with exact offsets; odd text breaks nothing."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import Passage, Section, Sentence, SentenceKind, Span, StoredText
from ingest.passages import cut_passages, link_copies
from ingest.readers.text import CONTROL_CHARACTERS
from tests.ingest.refusal import read_or_refuse
from tests.ingest.reports import REPORTS, passages, stored_text


def stored(*sentences: tuple[str, SentenceKind], document: str = "koers") -> StoredText:
    text, found = "", []
    for words, kind in sentences:
        found.append(Sentence(Span(len(text), len(text) + len(words)), kind))
        text += words + " "
    return StoredText(document, text, (Section(("Wonen",), Span(0, len(text))),), tuple(found))


def sentence(letters: int, word: str = "woord") -> str:
    return (f"{word} " * letters)[: letters - 1].rstrip().ljust(letters - 1, "x") + "."


@pytest.mark.parametrize("report", REPORTS)
def test_passages_stand_in_the_stored_text_and_hold_every_sentence(report: str) -> None:
    text, cut = stored_text(report), passages(report)
    assert all(one.text == text.text[one.span.start : one.span.end] for one in cut)
    assert [two for one in cut for two in one.sentences] == list(text.sentences)
    assert len({one.id for one in cut}) == len(cut)
    assert all(one.section == text.section_path(one.span) for one in cut)


@pytest.mark.parametrize("report", REPORTS)
def test_windows_are_whole_sentences_that_cover_their_passage(report: str) -> None:
    for one in passages(report):
        starts = {two.span.start for two in one.sentences}
        ends = {two.span.end for two in one.sentences}
        assert all(window.start in starts and window.end in ends for window in one.windows)
        covered = [two for two in one.sentences if any(w.contains(two.span) for w in one.windows)]
        assert covered == list(one.sentences)


@pytest.mark.parametrize("report", REPORTS)
def test_only_a_table_makes_a_passage_longer_than_asked(report: str) -> None:
    long = [one.text[:9] for one in passages(report) if len(one.text) > 1400]
    assert long == (["Tabel 1: "] if report == "weer-thuis-in-de-wijk-2018" else [])


def test_a_section_is_cut_in_equal_parts() -> None:
    cut = cut_passages(stored(*[(sentence(100), "sentence")] * 16))
    assert [len(one.sentences) for one in cut] == [8, 8]


def test_a_list_stays_with_the_sentence_that_announces_it() -> None:
    intro = sentence(90)[:-1] + ":"
    text = stored((sentence(900), "sentence"), (intro, "sentence"), *[(sentence(120), "item")] * 5)
    assert [one.text[:5] for one in cut_passages(text)] == [sentence(900)[:5], intro[:5]]
    assert [len(one.sentences) for one in cut_passages(text)] == [1, 6]


def test_notes_make_passages_of_their_own() -> None:
    text = stored((sentence(100), "sentence"), (sentence(60), "note"))
    assert [[one.kind for one in cut.sentences] for cut in cut_passages(text)] == [
        ["sentence"],
        ["note"],
    ]


def test_a_section_without_sentences_makes_no_passage() -> None:
    assert cut_passages(StoredText("koers", "Kop\n\n", (Section(("Kop",), Span(0, 5)),), ())) == []


def passage_of(words: str, document: str) -> Passage:
    (passage,) = cut_passages(stored((words, "sentence"), document=document))
    return passage


def test_copies_are_linked_across_documents() -> None:
    words = " ".join(f"woord{number}" for number in range(60))
    other = " ".join(f"ander{number}" for number in range(60))
    one, two = passage_of(words, "a"), passage_of(words + " en nog wat", "b")
    apart = passage_of(other, "c")
    assert [p.copies for p in link_copies([one, two, apart])] == [(two.id,), (one.id,), ()]


def test_a_short_quote_in_a_long_passage_is_no_copy() -> None:
    words = " ".join(f"woord{number}" for number in range(200))
    short = " ".join(f"woord{number}" for number in range(20))
    cut = link_copies([passage_of(words, "a"), passage_of(short, "b")])
    assert [one.copies for one in cut] == [(), ()]


def test_the_visual_summary_that_is_printed_twice_is_linked() -> None:
    linked = link_copies(passages("weer-thuis-in-de-wijk-2018"))
    twice = [one for one in linked if one.section == ("Visuele samenvatting", "Doel experiment")]
    assert [one.copies for one in twice] == [(twice[1].id,), (twice[0].id,)]


PIECES = st.sampled_from(
    [
        "De wijk.", "samen-", "leving ", " Kop", "", "", "• item", "- item;", "1. Een", "2.1 Wonen",
        "27", "06 1234 2726", "a@b.nl", "‘Ja?’ (R2, 2024).", "hoofdvraag1 is", "1 Deze noot", "\f",
        "o Eén", "TABEL 1 X", "Figuur 1: Kaart", "*schuin*", "\u00ad", "\ufffd\uf0b7", "Inhoud",
        "Wonen\t3", "(open", "“", "...", "en ver", "nieuwen", "www.a.nl/", "https://b.nl", "\x00",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("\n".join), st.text(max_size=300))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_odd_text_keeps_exact_offsets(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "raar.txt"
        path.write_bytes(text.encode("utf-8", "ignore"))
        read = read_or_refuse(path)
    if read is None:
        assert not text.strip() or CONTROL_CHARACTERS.search(text)
        return
    for one in cut_passages(read, size=200, window=60):
        assert one.text == read.text[one.span.start : one.span.end]
        assert all(one.span.contains(two.span) for two in one.sentences)
        assert one.text.strip() == one.text != ""
    assert all(page.span.end <= len(read.text) for page in read.pages)
