"""Shares of made claims, by hand: what is accepted, and what the gate looks at."""

from evals.claims import Kind, MadeClaim
from evals.gold import Evidence, Language, Split
from evals.metrics.claims import accepted, by_kind, claim_scores
from retriever.answer import Verdict


def made(id: str, kind: Kind, split: Split = "dev", language: Language = "nl") -> MadeClaim:
    quotes = (Evidence(document="koers", quote="Wonen is de basis."),)
    return MadeClaim(
        id=id, claim="Wonen is de basis.", language=language, kind=kind, made="hand", split=split,
        quotes=quotes,
    )  # fmt: skip


CLAIMS = [
    made("a", "verbatim"),
    made("b", "paraphrase"),
    made("c", "paraphrase"),
    made("d", "number"),
    made("e", "negation", language="en"),
    made("f", "negation", split="test"),
]
VERDICTS: dict[str, Verdict] = {
    "a": "verbatim",
    "b": "supported",
    "c": "unsupported",
    "d": "unsupported",
    "e": "supported",
    "f": "unsupported",
}


def test_a_verbatim_claim_is_not_merely_supported() -> None:
    assert accepted(CLAIMS[0], "verbatim")
    assert not accepted(CLAIMS[0], "supported")


def test_scores_of_each_half() -> None:
    # One of two paraphrases is accepted, one of two altered claims refused; the test half has no
    # true claim, so nothing is said about them there.
    assert claim_scores(CLAIMS, VERDICTS) == {
        "verbatim, dev": 1.0,
        "paraphrases, dev": 0.5,
        "altered refused, dev": 0.5,
        "verbatim, test": None,
        "paraphrases, test": None,
        "altered refused, test": 1.0,
    }


def test_shares_accepted_by_kind_and_language() -> None:
    assert by_kind(CLAIMS, VERDICTS)["negation"] == {
        "nl, dev": None,
        "nl, test": 0.0,
        "en, dev": 1.0,
        "en, test": None,
    }
