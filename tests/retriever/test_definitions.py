"""The ways in which Dutch defines are found, and sentences that only look so are not."""

import pytest

from corpus.document import Quote, Span
from retriever.definitions import find_definitions
from tests.retriever.made_text import made_text


def terms(*sentences: str, heading: str = "Inleiding") -> list[str]:
    return [found.term for found in find_definitions(made_text((heading, *sentences)))]


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("Een woonhub is een gebouw waarin jongeren en ouderen samen wonen.", "woonhub"),
        ("Onder nazorg verstaan we de hulp na een verhuizing.", "nazorg"),
        ("Met ‘opvang’ wordt in dit plan de nachtopvang bedoeld.", "opvang"),
        ("Met het begrip doorstroom bedoelen wij een verhuizing binnen de regio.", "doorstroom"),
        ("Omklappen houdt in dat het contract op naam van de bewoner komt.", "Omklappen"),
        ("Eigen kracht betekent dat iemand zelf kiest.", "Eigen kracht"),
        ("De gereedschapskist, oftewel de basisset, staat in elke gemeente.", "gereedschapskist"),
        (
            "Partners in de Triade (ofwel patiënt, behandelaar en familie) vormen een schil.",
            "Triade",
        ),
        ("Participatie wordt gedefinieerd als deelnemen aan het verkeer.", "Participatie"),
        ("De afkorting WRAP staat voor een herstelplan.", "WRAP"),
        ("Wij volgen Movisie: ‘Eigen regie betekent dat iemand zelf bepaalt’.", "Eigen regie"),
        ("Bij respijtzorg gaat het om tijdelijke overname van zorg.", "respijtzorg"),
    ],
)
def test_a_definition_gives_its_term(sentence: str, term: str) -> None:
    assert terms(sentence) == [term]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dit is een plan dat werkt.",
        "Tevens is het belangrijk dat men luistert.",
        "Hiervoor is een open houding van belang.",
        "De beschikbaarheid van woningen is een cruciale factor voor de aanpak van dakloosheid.",
        "Het project is een initiatief van drie gemeenten.",
        "Hoofdstuk 5 is een verkorte versie van het onderzoek.",
        "Het hebben van werk betekent dat men meedoet.",
        "Een voorbeeld hiervan is het team dat elke week komt.",
        "Wat is een woonhub die werkt?",
        "~Een woonhub is een gebouw waarin mensen wonen.",
    ],
)
def test_what_only_looks_like_a_definition_is_none(sentence: str) -> None:
    assert terms(sentence) == []


def test_a_term_that_the_next_sentence_names_is_quoted_with_both() -> None:
    told, named = "De huurder krijgt later het contract.", "Dit wordt een ‘kantelcontract’ genoemd."
    stored = made_text(("Wonen", told, named))
    [found] = find_definitions(stored)
    start = stored.text.index(told)
    both = f"{told} {named}"
    assert (found.term, found.quote) == (
        "kantelcontract",
        Quote("nieuw-2026", Span(start, start + len(both)), both, ("Wonen",), None),
    )


def test_a_term_that_the_sentence_before_names_is_quoted_with_both() -> None:
    assert terms("Men noemt ‘pantoffelwoningen’.", "Dit betekent zoveel als wonen nabij zorg.") == [
        "pantoffelwoningen"
    ]


def test_two_sentences_of_two_paragraphs_define_nothing_together() -> None:
    one, other = ("A", "Men krijgt het."), ("B", "Dit wordt een ‘kantelcontract’ genoemd.")
    assert list(find_definitions(made_text(one, other))) == []


def test_lines_of_a_list_of_terms_are_definitions_only_there() -> None:
    line = "Nazorg: de hulp die mensen krijgen na een verhuizing."
    assert terms(line, heading="Begrippenlijst") == ["Nazorg"]
    assert terms(line, heading="Aanpak") == []
