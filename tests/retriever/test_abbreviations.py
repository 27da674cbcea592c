"""Abbreviations are resolved where a document spells them out, and nowhere else."""

import pytest

from retriever.abbreviations import Resolved, find_abbreviations, resolve
from tests.retriever.made_text import made_text


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("met Individuele Plaatsing en Steun (IPS).", "IPS", "Individuele Plaatsing en Steun"),
        ("in IPS (Individuele Plaatsing en Steun).", "IPS", "Individuele Plaatsing en Steun"),
        ("de Wet langdurige zorg (Wlz)", "Wlz", "Wet langdurige zorg"),
        ("een ernstig psychiatrische aandoening (EPA)", "EPA", "ernstig psychiatrische aandoening"),
        ("de ‘Maak je Eigen Thuis Training’ (METT)", "METT", "Maak je Eigen Thuis Training"),
        ("het ministerie van Welzijn en Sport (MinWS)", "MinWS", "ministerie van Welzijn en Sport"),
        ("Netwerk Informele Zorg Utrecht (NIZU)", "NIZU", "Netwerk Informele Zorg Utrecht"),
    ],
)
def test_both_orders_are_resolved(text: str, short: str, long: str) -> None:
    assert list(resolve(text)) == [Resolved(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "het benutten van de sociale basis in de wijk (DOCK)",
        "middel van de trainingen Maak je Eigen Thuis (METT)",
        "samen met Wij 3.0, Lokaal Werkteam (WIL)",
        "de AVG (privacywetgeving)",
        "het jaar (2017)",
        "de gemeente (Houten)",
        "(IPS)",
    ],
)
def test_letters_that_do_not_fit_resolve_nothing(text: str) -> None:
    assert list(resolve(text)) == []


def test_the_first_exact_sentence_of_a_document_resolves() -> None:
    first, second = "Wij bieden zorg in natura (ZIN).", "Ook kan zorg in natura (ZIN) later."
    stored = made_text(("Zorg", "~Er is zorg in natura (ZIN).", first, second))
    [found] = find_abbreviations(stored)
    assert (found.term, found.stands_for, found.quote.text) == ("ZIN", "zorg in natura", first)
