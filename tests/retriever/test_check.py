"""Each claim of a text comes with what the reports say for it and against it."""

from collections.abc import Mapping

import pytest

from retriever.assistant import Assistant
from retriever.check import CheckedSentence
from retriever.check_reply import reference

TEXT = """Wij willen dat iedereen prettig woont.
De inzet van ervaringsdeskundigen in de professionele ondersteuning biedt grote meerwaarde.
Ruim 70% van de huidige bezoekers van de nachtopvang valt terug naar dakloosheid.
Het beschermd wonen in Twente is georganiseerd met in totaal 14 gemeenten.
Een gezamenlijke huisvesting draagt niet bij aan teamvorming.
De gemeente Houten heeft in 2023 een zwembad geopend voor mensen uit beschermd wonen."""


@pytest.fixture(scope="module")
def checked(assistant: Assistant) -> Mapping[str, CheckedSentence]:
    return {sentence.text: sentence for sentence in assistant.check(TEXT)}


def test_findings(checked: Mapping[str, CheckedSentence]) -> None:
    assert [sentence.finding for sentence in checked.values()] == [
        "no_claim",
        "verbatim",
        "contradicted",
        "supported",
        "contradicted",
        "not_found",
    ]


def test_a_contradiction_shows_the_passage_and_what_differs(
    checked: Mapping[str, CheckedSentence],
) -> None:
    found = list(checked.values())[2]
    assert found.reasons == ("dit getal staat niet in de bron: 70",)
    assert "50% van de huidige bezoekers van de nachtopvang" in found.against[0].text
    assert found.supporting == ()


def test_every_passage_stands_at_its_place(
    checked: Mapping[str, CheckedSentence], assistant: Assistant
) -> None:
    for sentence in checked.values():
        for quote in (*sentence.supporting, *sentence.against):
            stored = assistant.text(quote.document).text
            assert stored[quote.span.start : quote.span.end] == quote.text


def test_a_reference_names_what_is_proven(
    checked: Mapping[str, CheckedSentence], assistant: Assistant
) -> None:
    quote = list(checked.values())[1].supporting[0]
    document = assistant.documents[quote.document]
    written = reference(quote, document)
    assert document.title.rstrip(".") in written
    assert f"({document.year})" in written
    assert quote.section[-1] in written
