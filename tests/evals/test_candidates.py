"""Sentences that may prove a fact of the gold too."""

from corpus.document import StoredText
from evals.candidates import find_candidates
from evals.gold import Evidence, Nugget, Question
from evals.places import locate_gold
from tests.evals.miniature import HOUSING, REPORTS, LetterEncoder, store

NEW = "terugblik-2024"
COPY = "In Houten zijn veertig woningen inmiddels omgeklapt."
OTHER = "De raad stelde een motie vast."


def asked() -> Question:
    evidence = Evidence(document=HOUSING, quote=REPORTS[HOUSING][2])
    return Question(
        id="q-3",
        question="Hoeveel?",
        language="nl",
        kind="number",
        split="dev",
        answer="",
        nuggets=(Nugget(text="veertig woningen", vital=True, quotes=(evidence,)),),
    )


def test_a_near_copy_in_a_new_report_is_proposed(texts: dict[str, StoredText]) -> None:
    texts[NEW] = store(NEW, [COPY, OTHER])
    questions = locate_gold([asked()], texts)
    found = find_candidates(questions, texts, [NEW], encoder=None)
    assert [(c.id, c.fact, c.document, c.sentence) for c in found] == [
        ("q-3", "veertig woningen", NEW, COPY)
    ]
    assert 0.6 <= found[0].likeness < 1.0


def test_what_the_gold_has_already_is_not_proposed(texts: dict[str, StoredText]) -> None:
    questions = locate_gold([asked()], texts)
    assert find_candidates(questions, texts, [HOUSING], encoder=None) == []


def test_likeness_of_meaning_counts_where_there_is_an_encoder(
    texts: dict[str, StoredText],
) -> None:
    # The same letters in other words: no 5-gram is shared, and the letter counts are equal.
    anagram = "negalkegmo nejiz neginow gitreev netuoH nI."
    texts[NEW] = store(NEW, [anagram])
    questions = locate_gold([asked()], texts)
    assert find_candidates(questions, texts, [NEW], encoder=None) == []
    found = find_candidates(questions, texts, [NEW], LetterEncoder())
    assert [candidate.sentence for candidate in found] == [anagram]


def test_nothing_new_gives_nothing(texts: dict[str, StoredText]) -> None:
    assert find_candidates(locate_gold([asked()], texts), texts, [], LetterEncoder()) == []
    assert find_candidates([], texts, [HOUSING], LetterEncoder()) == []
