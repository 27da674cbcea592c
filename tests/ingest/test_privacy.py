"""Phone numbers and e-mail addresses go; other numbers stay."""

import pytest

from ingest.privacy import PLACEHOLDER, hide_contact_details, is_only_contact


@pytest.mark.parametrize(
    "details",
    [
        "06 1234 2726",
        "06-26425561",
        "06 – 12 62 37 51",
        "030 - 28 63411",
        "(030) 69 56 173",
        "085-4010088",
        "0620241903",
        "+31 (0)30 123 45 67",
        "0800-1234",
        "boaz.siebesma@legerdesheils.nl",
        "mailto:B.Heuveling@legerdesheils.nl",
        "voor.naam@lange-",
    ],
)
def test_contact_details_are_hidden(details: str) -> None:
    hidden = hide_contact_details(f"Bel of mail {details}, graag")
    assert hidden.startswith(f"Bel of mail {PLACEHOLDER}") and hidden.endswith(", graag")


def test_two_numbers_in_a_row_are_both_hidden() -> None:
    assert hide_contact_details("06 12345678 / 030 1234567") == f"{PLACEHOLDER} / {PLACEHOLDER}"


@pytest.mark.parametrize(
    "text",
    [
        "in 2016-2017 en 2018-2020",
        "€ 15.336.000,- en 0,5 procent",
        "3442 GT Woerden",
        "ISBN 0-306-40615-2",
        "(R18, 16-10-2024)",
        "op 01-02-2016 12 34 56",
        "de wet van 1998 2000 2002",
        "24-uurs en 10-15 praktijken",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert hide_contact_details(text) == text


def test_a_line_of_nothing_but_details_is_known() -> None:
    assert is_only_contact(hide_contact_details("T: (030) 69 56 173 | E: a.b@c.nl"))
    assert not is_only_contact(hide_contact_details("Evelijn Klok, a.b@c.nl"))
    assert not is_only_contact("Evelijn Klok")
