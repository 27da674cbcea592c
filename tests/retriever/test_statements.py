"""A model's text becomes statements with their numbers, wherever its pieces break."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.statements import Statement, read_statements

ANSWER = """Dat helpt, bijv. bij omklap [1]. Het lukt in ca. 80% van de gevallen [2, 3].
- **Goede** afspraken [4]
2. Vertrouwen. [5] Ook tijd [6-8]!

Slot zonder bron."""
READ = [
    Statement("Dat helpt, bijv. bij omklap.", (1,)),
    Statement("Het lukt in ca. 80% van de gevallen.", (2, 3)),
    Statement("Goede afspraken", (4,), item=True),
    Statement("Vertrouwen.", (5,), item=True),
    Statement("Ook tijd!", (6, 7, 8), item=True),
    Statement("Slot zonder bron.", ()),
]


def test_sentences_items_and_their_numbers_are_read() -> None:
    assert list(read_statements([ANSWER])) == READ


@given(st.lists(st.integers(1, 12), min_size=1))
def test_it_does_not_matter_where_pieces_break(lengths: list[int]) -> None:
    pieces, rest = [], ANSWER
    while rest:
        length = lengths[len(pieces) % len(lengths)]
        pieces, rest = [*pieces, rest[:length]], rest[length:]
    assert list(read_statements(pieces)) == READ


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dr. Jansen woont in St. Maarten [1].", ["Dr. Jansen woont in St. Maarten."]),
        ("Het kost € 1.500 [1]. 13 van 16 werken [2].", ["Het kost € 1.500.", "13 van 16 werken."]),
        ("Het waren er 5. In 2021 zes [1].", ["Het waren er 5.", "In 2021 zes."]),
        ("“Het werkt.” [1] Echt waar?", ["“Het werkt.”", "Echt waar?"]),
        ("Een. Twee [1].", ["Een.", "Twee."]),
        ("## Kop\n[3]\n---\n* *", ["Kop"]),
        ("", []),
    ],
)
def test_only_stops_that_end_a_sentence_cut(text: str, said: list[str]) -> None:
    assert [statement.text for statement in read_statements([text])] == said


def test_a_statement_is_given_as_soon_as_the_next_one_starts() -> None:
    taken: list[str] = []

    def pieces() -> Iterator[str]:
        for piece in ["Een [1]. ", "T", "wee [2]."]:
            taken.append(piece)
            yield piece

    assert next(read_statements(pieces())) == Statement("Een.", (1,))
    assert taken == ["Een [1]. ", "T"]


@pytest.mark.parametrize(
    "text",
    [
        "Lees meer op https://voorbeeld.nl [1].",
        "Zie www.voorbeeld.nl [1].",
        "Klik [hier](javascript:alert(1)) [1].",
        "![x](http://voorbeeld.nl/pixel) [1].",
        "Mail naar iemand@voorbeeld.nl [1].",
        "<script>alert(1)</script> [1]",
        "Goed <b>zo</b> [1].",
    ],
)
def test_markup_and_addresses_are_seen(text: str) -> None:
    assert not any(statement.is_plain for statement in read_statements([text]))


@pytest.mark.parametrize("mark", ["[1-9]", "[9-1]", "[1234]", "[a]", "(1)"])
def test_what_names_no_sentence_is_no_citation(mark: str) -> None:
    assert [statement.numbers for statement in read_statements([f"Een feit {mark}"])] == [()]
