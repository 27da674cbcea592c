"""Sentences that may prove a fact of the gold too."""

from corpus.document import StoredText
from evals.candidates import find_candidates, missing_figures
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


def test_other_figures_are_named() -> None:
    quote = "In 2020 woont 80 tot 90% nog in de woning, voor € 1.250,50 per maand."
    assert missing_figures(quote, quote) == ()
    assert missing_figures(quote, "In 2020 woont 55% er nog, voor € 1.250,50.") == ("80", "90")
    assert missing_figures("Zonder getallen.", "In 2020.") == ()


def test_of_alternative_quotes_the_one_with_the_same_figures_is_compared(
    texts: dict[str, StoredText],
) -> None:
    other = Evidence(document=HOUSING, quote="Houten: veertig, of 40 woningen, zijn omgeklapt.")
    question = asked()
    both = (*question.nuggets[0].quotes, other)
    texts[HOUSING] = store(HOUSING, [*REPORTS[HOUSING], other.quote])
    texts[NEW] = store(NEW, ["In Houten zijn 45 of veertig woningen inmiddels omgeklapt."])
    nuggets = (question.nuggets[0].model_copy(update={"quotes": both}),)
    questions = locate_gold([question.model_copy(update={"nuggets": nuggets})], texts)
    (found,) = find_candidates(questions, texts, [NEW], LetterEncoder())
    assert found.missing == ()
