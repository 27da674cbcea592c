"""A pasted text is cut into sentences with their places, and only claims are claims."""

import pytest

from retriever.pasted import LONGEST_TEXT, BadText, cut_text

PLAN = """# Wonen in de wijk

Wij willen dat iedereen prettig woont. Wat is daarvoor nodig?
De inzet van ervaringsdeskundigen
biedt **grote** meerwaarde.

- Zorg voor een gezamenlijke huisvesting.
- Budget

Onze ambitie is een wijk zonder drempels."""


def test_headings_questions_intentions_and_labels_claim_nothing() -> None:
    assert [(sentence.text, sentence.is_claim) for sentence in cut_text(PLAN)] == [
        ("Wonen in de wijk", False),
        ("Wij willen dat iedereen prettig woont.", False),
        ("Wat is daarvoor nodig?", False),
        ("De inzet van ervaringsdeskundigen biedt grote meerwaarde.", True),
        ("Zorg voor een gezamenlijke huisvesting.", True),
        ("Budget", False),
        ("Onze ambitie is een wijk zonder drempels.", False),
    ]


def test_places_lead_to_the_text_as_it_was_pasted() -> None:
    found = {s.text: PLAN[s.span.start : s.span.end] for s in cut_text(PLAN)}
    assert found["Zorg voor een gezamenlijke huisvesting."] == (
        "Zorg voor een gezamenlijke huisvesting."
    )
    assert found["De inzet van ervaringsdeskundigen biedt grote meerwaarde."] == (
        "De inzet van ervaringsdeskundigen\nbiedt **grote** meerwaarde."
    )


@pytest.mark.parametrize("text", ["", " \n ", "---"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(BadText, match="leeg"):
        cut_text(text)


def test_a_text_that_is_too_long_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadText, match="per hoofdstuk"):
        cut_text("woord " * LONGEST_TEXT)
