"""Rules make false claims of true ones by one change, and leave a sentence they don't fit alone."""

import pytest

from evals.alterations import RULES, alter
from evals.claims import Kind, MadeClaim
from evals.gold import Evidence

OTHERS = ["• Het team heeft een lid."]


def made(id: str, claim: str, document: str) -> MadeClaim:
    return MadeClaim(
        id=id,
        claim=claim,
        language="nl",
        kind="verbatim",
        made="hand",
        split="dev",
        quotes=(Evidence(document=document, quote=claim),),
    )


@pytest.mark.parametrize(
    ("kind", "true", "altered"),
    [
        ("number", "Van de 35 kwamen er 90 terug.", "Van de 90 kwamen er 35 terug."),
        ("number", "Tien van hen huren.", "Twee van hen huren."),
        ("number", "Het duurt 60 tot 70 dagen.", "Het duurt 67 tot 70 dagen."),
        ("negation", "Hij is niet thuis.", "Hij is thuis."),
        ("negation", "Het team is klein.", "Het team is niet klein."),
        ("name", "De aanpak in Houten werkt.", "De aanpak in Nieuwegein werkt."),
        ("modality", "De gemeente moet betalen.", "De gemeente kan betalen."),
        ("quantifier", "Alle pilots lopen.", "Sommige pilots lopen."),
        ("direction", "Er is meer ruimte.", "Er is minder ruimte."),
        (
            "roles",
            "De gemeente betaalt straks de zorgaanbieder.",
            "De zorgaanbieder betaalt straks de gemeente.",
        ),
        ("invented", "Het werkt.", "Het werkt, en het team heeft een lid."),
    ],
)
def test_a_rule_changes_one_thing(kind: Kind, true: str, altered: str) -> None:
    assert RULES[kind](true, OTHERS) == altered


@pytest.mark.parametrize(
    ("kind", "true"),
    [
        ("number", "Er zijn pilots."),
        ("negation", "Wonen werkt."),
        ("name", "De buurt helpt."),
        ("modality", "Het werkt."),
        ("roles", "De gemeente en de zorgaanbieder betalen."),
    ],
)
def test_a_rule_that_does_not_fit_makes_nothing(kind: Kind, true: str) -> None:
    assert RULES[kind](true, OTHERS) is None


def test_half_of_a_sentence_is_invented_from_another_document() -> None:
    rows = [made("a", "Het werkt goed.", "x"), made("b", "De buurt helpt.", "y")]
    invented = [row.claim for row in alter(rows) if row.kind == "invented"]
    assert invented == ["Het werkt goed, en de buurt helpt.", "De buurt helpt, en het werkt goed."]
