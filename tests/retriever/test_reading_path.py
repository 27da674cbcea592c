"""A newcomer is led through sections that are there, each with a reason and honest minutes."""

from dataclasses import replace
from functools import cache

import pytest

from corpus.document import Document, Section, Span, StoredText
from corpus.guide import CheckedGuide, CheckedStep, Role, read_guide
from retriever.guide import Guide
from retriever.reading_path import WORDS_A_MINUTE, Step, path_of, reading_path, steps_by_rules
from tests.ingest.reports import REPORTS, ROOT, stored_text
from tests.retriever.made_text import made_text

DOCUMENTS = {id: Document(id, id, f"{id}.txt", "", year=int(id[-4:])) for id in REPORTS}
CHECKED = read_guide(ROOT / "corpus")


@cache
def guide() -> Guide:
    return Guide(DOCUMENTS, stored_text, CHECKED)


def chapters(*named: tuple[str, int]) -> StoredText:
    """Sections of so many words each."""
    text, sections = "", []
    for heading, count in named:
        start = len(text)
        text += f"{heading}\n\n{'woord ' * (count - len(heading.split()))}\n\n"
        sections.append(Section(tuple(heading.split(" > ")[-1:]), Span(start, len(text))))
    return StoredText("nieuw-2026", text, tuple(sections), ())


def test_every_checked_section_is_in_its_report() -> None:
    found = [(step.document, step.section) for step in guide().reading_path]
    assert found == [(step.document, step.section) for step in CHECKED.steps]


@pytest.mark.parametrize("role", ["professional", "policymaker"])
def test_a_role_has_a_path_of_its_own_within_an_hour(role: Role) -> None:
    path = path_of(role, guide().reading_path)
    assert [step.order[role] for step in path] == list(range(1, len(path) + 1))
    assert 5 <= len(path) < len(guide().reading_path)
    assert sum(step.minutes for step in path) <= 60


def test_a_newcomer_reads_all_and_what_nobody_checked_comes_last() -> None:
    steps = guide().reading_path
    unchecked = replace(steps[0], checked=False, order={})
    assert path_of("newcomer", steps) == steps
    assert path_of("professional", [unchecked, *steps])[-1] == unchecked


def test_a_newcomer_is_done_within_an_hour() -> None:
    assert sum(step.minutes for step in guide().reading_path) <= 60


def test_a_step_runs_to_the_end_of_what_stands_under_it() -> None:
    step = next(step for step in guide().reading_path if step.section == ("De bouwstenen", "Wonen"))
    text = stored_text(step.document).text[step.span.start : step.span.end]
    assert text.startswith("Wonen\n")
    assert "Gespikkeld wonen" in text
    assert "Aanpak dakloosheid" not in text


def test_a_new_document_is_read_from_summary_to_conclusion() -> None:
    stored = chapters(
        ("Voorwoord", 100),
        ("1 Inleiding", 2 * WORDS_A_MINUTE),
        ("Samenvatting", WORDS_A_MINUTE),
        ("2 Aanpak", 900),
        ("3 Conclusies en aanbevelingen", 10),
    )
    found = [(step.section[-1], step.minutes, step.checked) for step in steps_by_rules(stored, ())]
    assert found == [
        ("Samenvatting", 1, False),
        ("1 Inleiding", 2, False),
        ("3 Conclusies en aanbevelingen", 1, False),
    ]


def test_the_chapter_that_defines_most_terms_comes_before_the_conclusion() -> None:
    stored = made_text(
        ("Inleiding", "Dit plan gaat over wonen."),
        ("Aanpak", "Men werkt samen."),
        ("Vormen", "Een woonhub is een gebouw waarin mensen wonen."),
        ("Conclusie", "Het werkt."),
    )
    documents = {stored.document: Document(stored.document, "Nieuw", "nieuw.txt", "")}
    made = Guide(documents, {stored.document: stored}.__getitem__, CheckedGuide())
    assert [step.section[-1] for step in made.reading_path] == ["Inleiding", "Vormen", "Conclusie"]


def test_what_people_chose_comes_first_and_the_oldest_of_the_rest_next() -> None:
    def document(id: str, year: int | None) -> tuple[StoredText, Document]:
        return made_text(("Inleiding", "Een zin."), document=id), Document(
            id, id, id, "", year=year
        )

    made = [
        document("los", None),
        document("laat", 2025),
        document("vroeg", 2017),
        document("eerst", 2030),
    ]
    texts = {stored.document: stored for stored, _ in made}
    step = CheckedStep("eerst", ("Inleiding",), "Begin hier.", "Begin here.")
    gone = CheckedStep("eerst", ("Nergens",), "Weg.", "Gone.")
    checked = CheckedGuide(path_documents=frozenset({"eerst"}), steps=(gone, step))
    documents = {one.id: one for _, one in made}
    path = reading_path(documents, texts.__getitem__, checked, ())
    assert [(step.document, step.checked) for step in path] == [
        ("eerst", True),
        ("vroeg", False),
        ("laat", False),
        ("los", False),
    ]
    assert isinstance(path[0], Step)
    assert path[0].reason == {"nl": "Begin hier.", "en": "Begin here."}
