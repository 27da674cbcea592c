"""An answer's Markdown becomes paragraphs, lists, headings and citation numbers, and no more."""

from retriever.prose import Line, Piece, blocks


def text(value: str) -> Piece:
    return Piece("text", value)


def test_items_that_follow_each_other_are_one_list() -> None:
    assert blocks("Eén rapport zegt:\n\n- eerst [1]\n- dan [2]\n\n## Wonen") == [
        [Line("paragraph", (text("Eén rapport zegt:"),))],
        [
            Line("item", (text("eerst\u00a0"), Piece("citation", "1"))),
            Line("item", (text("dan\u00a0"), Piece("citation", "2"))),
        ],
        [Line("heading", (text("Wonen"),))],
    ]


def test_an_escaped_mark_is_itself() -> None:
    escaped = (text("zie "), text("["), text("1"), text("]"), text(" hier"))
    assert blocks(r"zie \[1\] hier") == [[Line("paragraph", escaped)]]


def test_other_markdown_stays_as_it_is_written() -> None:
    for written in ("![x](http://elders/x.png)", "<img src=x>", "[klik](javascript:alert(1))"):
        assert blocks(written) == [[Line("paragraph", (text(written),))]]


def test_a_line_that_is_bold_as_a_whole_is_a_heading() -> None:
    assert blocks("**Koers (2017): Wonen**\n**niet** hier") == [
        [Line("heading", (text("Koers (2017): Wonen"),))],
        [Line("paragraph", (text("**niet** hier"),))],
    ]
