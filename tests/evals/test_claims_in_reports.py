"""The made claims stand on real passages, are many enough, and their halves share no section."""

from pathlib import Path

import pytest

from corpus.document import Span
from corpus.index import PassageIndex
from evals.alterations import alter
from evals.claims import MadeClaim, read_claims

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def claims() -> list[MadeClaim]:
    return read_claims(ROOT / "evals" / "claims.jsonl")


def test_there_are_enough_claims_of_every_sort(claims: list[MadeClaim]) -> None:
    altered = [claim for claim in claims if not claim.is_true]
    english = [claim for claim in altered if claim.language == "en"]
    assert len(altered) >= 300
    assert len(english) >= 60
    for language in ("nl", "en"):
        paraphrases = [c for c in claims if c.kind == "paraphrase" and c.language == language]
        assert len(paraphrases) >= 60


def test_every_quote_stands_in_its_report(
    claims: list[MadeClaim], report_index: PassageIndex
) -> None:
    missing = [
        claim.id
        for claim in claims
        for quote in claim.quotes
        if quote.quote not in report_index.text(quote.document).text
    ]
    assert missing == []


def test_no_section_serves_both_halves(claims: list[MadeClaim], report_index: PassageIndex) -> None:
    sections: dict[str, set[tuple[str, ...]]] = {"dev": set(), "test": set()}
    for claim in claims:
        for quote in claim.quotes:
            stored = report_index.text(quote.document)
            start = stored.text.index(quote.quote)
            path = stored.section_path(Span(start, start + len(quote.quote)))
            sections[claim.split].add((quote.document, *path))
    assert sections["dev"] & sections["test"] == set()


def test_the_rules_make_again_what_they_made(claims: list[MadeClaim]) -> None:
    by_hand = [claim for claim in claims if claim.made == "hand"]
    by_rule = [claim for claim in claims if claim.made == "rule"]
    assert list(alter(by_hand)) == by_rule
