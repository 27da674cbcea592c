"""Line ends: which hyphens go, which stay, and which words were broken without one."""

from collections import Counter

import pytest

from ingest.glyphs import clean_text
from ingest.readers.text import Line
from ingest.repair import LineEnds, even_line_ends, learn_line_ends
from ingest.vocabulary import Vocabulary

ENDS = LineEnds(Vocabulary(Counter(["ketenpartners"])), spaces_kept=False, width=80)
SPACED = LineEnds(Vocabulary(Counter(["ketenpartners"])), spaces_kept=True, width=80)


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("de noodzake-", "lijke begeleiding", "de noodzakelijke begeleiding"),
        ("de noodzake\u00ad", "lijke", "de noodzakelijke"),
        ("een 24-", "uursbegeleiding", "een 24-uursbegeleiding"),
        ("een WRAP-", "training", "een WRAP-training"),
        ("in Zuid-", "Oost", "in Zuid-Oost"),
        ("een niet-", "aangeboren letsel", "een niet-aangeboren letsel"),
        ("de Sante-", "partners", "de Sante-partners"),
        ("voor zorg-", "en welzijn", "voor zorg- en welzijn"),
        ("in- ", "en uitstroom", "in- en uitstroom"),
        ("samenwerking-", "(safspraken)", "samenwerking(safspraken)"),
        ("dit lage -", "en toch", "dit lage - en toch"),
        ("www.youtube.com/", "watch?v=1", "www.youtube.com/watch?v=1"),
        ("aan ", "de slag", "aan de slag"),
        ("op de auto-", "industrie", "op de auto-industrie"),
    ],
)
def test_a_line_end_is_joined(left: str, right: str, joined: str) -> None:
    assert ENDS.join(left, right) + right == joined


def test_a_lost_soft_hyphen_is_seen_only_where_lines_end_with_a_space() -> None:
    assert SPACED.join("en ver", "nieuwen") == "en ver"
    assert SPACED.join("hun keten", "partners") == "hun keten"
    assert SPACED.join("in ", "de wijk") == "in "
    assert SPACED.join("de wijk is", "de plek") == "de wijk is "
    assert ENDS.join("hun keten", "partners") == "hun keten "


def test_a_half_that_is_no_word_is_joined_anywhere() -> None:
    assert ENDS.join("de samenle", "ving") == "de samenle"
    assert ENDS.join("de Xyzzy", "ving") == "de Xyzzy "


def test_line_ends_without_space_tell_nothing_where_many_stand_together() -> None:
    lines = [Line(at, text) for at, text in enumerate(["we zien", "dat er", "geen", "is "])]
    assert [line.text for line in even_line_ends(lines)] == ["we zien ", "dat er ", "geen ", "is "]


def test_where_no_line_ends_with_a_space_that_is_no_habit_of_ending_lines() -> None:
    lines = [Line(at, text) for at, text in enumerate(["mensen die vanuit", "een huis"] * 50)]
    body = even_line_ends(lines)
    assert (body, learn_line_ends(body).spaces_kept) == (lines, False)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("\uf0b7 Wonen", "• Wonen"),
        ("TABEL 2 \ufffd REGIO", "TABEL 2 REGIO"),
        ("eﬀectieﬂve", "effectieflve"),
        ("samen\u00adleving", "samenleving"),
        ("zegt: *“Doen”*.", "zegt: “Doen”."),
        ("als _leidmotiv_ en **vet**", "als leidmotiv en vet"),
        ("* item met * ster", "* item met * ster"),
        ("We All\t>", "• We All"),
        ("<https://movisie.nl>", "https://movisie.nl"),
        ("twee  spaties\tlos ", "twee spaties los "),
    ],
)
def test_rubbish_is_cleaned(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean
