"""Quotes are found in repaired texts, and missed when they are gone."""

import dataclasses

import pytest

from corpus.document import Span, StoredText
from evals.gold import Evidence, Nugget, Question
from evals.places import Fact, MissingDocument, Place, StaleGold, locate, locate_gold


def stored(text: str) -> StoredText:
    return StoredText("a", text, (), ())


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("de noodzake-\nlijke zorg", "de noodzakelijke zorg"),
        ("De  Gemeente\n\nhelpt.", "de gemeente helpt."),
        ("‘Thuis’ – of niet", "'Thuis' - of niet"),
        ("de hoofdvraag1 luidt zo.2 Dan", "de hoofdvraag luidt zo. Dan"),
        ("de hoofdvraag1 luidt", "de hoofdvraag1 luidt"),
        ("1. zorg 2. welzijn", "• zorg\n• welzijn"),
        ("één cliënt", "één cliënt"),
        ("*cursief* en gewoon", "cursief en gewoon"),
    ],
)
def test_a_quote_is_found_whatever_repair_changed(quote: str, text: str) -> None:
    assert (
        locate(quote, stored(f"Ervoor. {text} Erna.")) == Span(8, 8 + len(text)) or text[0] == "•"
    )
    assert locate(quote, stored(f"Ervoor. {text} Erna.")) is not None


def test_a_quote_with_another_word_or_number_is_not_found() -> None:
    text = stored("In 2020 waren 45 woningen beschikbaar.")
    assert locate("In 2020 waren 54 woningen", text) is None
    assert locate("In 2021 waren 45 woningen", text) is None
    assert locate("waren 45 huizen", text) is None


def question(*quotes: tuple[str, str]) -> Question:
    evidence = tuple(Evidence(document=document, quote=quote) for document, quote in quotes)
    return Question(
        id="q-1",
        question="Wat?",
        language="nl",
        kind="list",
        split="dev",
        answer="",
        nuggets=(Nugget(text="feit", vital=True, quotes=evidence),),
    )


def test_all_places_of_all_alternatives_prove_a_fact() -> None:
    texts = {"a": stored("Zo is het. En zo is het."), "b": stored("Het is anders.")}
    located = locate_gold([question(("a", "zo is het."), ("b", "Het is anders"))], texts)
    quotes = ("zo is het.", "Het is anders")
    places = (Place("a", Span(0, 10)), Place("a", Span(14, 24)), Place("b", Span(0, 13)))
    assert located[0].facts == (Fact("feit", True, places, quotes),)


def test_a_quote_that_is_gone_is_stale_gold_and_named() -> None:
    texts = {"a": stored("Iets heel anders.")}
    with pytest.raises(StaleGold, match=r"q-1: a no longer says 'zo is het\.'"):
        locate_gold([question(("a", "zo is het."))], texts)


def test_a_document_that_is_gone_is_named_before_its_quotes() -> None:
    with pytest.raises(MissingDocument, match="b is not in the corpus"):
        locate_gold([question(("b", "zo is het."))], {"a": stored("Zo is het.")})


def test_swapped_texts_make_the_gold_stale() -> None:
    a, b = stored("Zo is het hier."), stored("Daar is het anders.")
    swapped = {"a": dataclasses.replace(b, document="a"), "b": dataclasses.replace(a, document="b")}
    with pytest.raises(StaleGold):
        locate_gold([question(("a", "Zo is het hier."))], swapped)
