"""Who asks which reports mention something gets them counted, with quotes, and the others named."""

import pytest

from corpus.document import Quote, Span
from retriever.assistant import Assistant
from retriever.compose import source_line
from retriever.glossary import translations
from retriever.mention import ROOM, asked_subject, share_room


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Welke rapporten noemen omklap?", "omklap"),
        ("hoeveel rapporten gaan over Housing First", "Housing First"),
        ("In welke rapporten komt de METT voor?", "de METT"),
        ("Ik ben nieuw. Welke van de vijf rapporten zeggen iets over IPS?", "IPS"),
        ("Which reports mention peer support?", "peer support"),
        ("In which reports does Housing First appear?", "Housing First"),
        ("How many of the reports discuss debt?", "debt"),
        ("Welke rapporten noemen dat?", None),
        ("Wat zeggen de rapporten over schulden?", None),
        (
            "Welke rapporten gaan over bewoners die overlast geven en na klachten van buren "
            "hun woning verliezen?",
            None,
        ),
    ],
)
def test_the_subject_that_reports_are_asked_for(question: str, subject: str | None) -> None:
    assert asked_subject(question) == subject


def test_an_english_phrase_has_the_names_that_the_glossary_gives_the_whole_of_it() -> None:
    assert translations("housing association") == ("woningcorporatie", "corporatie")
    assert translations("sheltered housing") == ("beschermd wonen",)
    assert translations("sheltered housing in Paris") == ()


def test_every_sentence_is_counted_and_reports_without_are_named(assistant: Assistant) -> None:
    answer = assistant.ask("Welke rapporten noemen de METT?")
    texts = {id: assistant.text(id) for id in assistant.documents}
    counts = {
        id: sum("METT" in text.text[s.span.start : s.span.end] for s in text.sentences)
        for id, text in texts.items()
    }
    assert answer.outcome == "answered"
    assert answer.text.startswith("Eén van de 5 rapporten noemt “de METT”.")
    assert f"**: {max(counts.values())} zinnen" in answer.text
    absent = answer.text.partition("Niet genoemd in: ")[2]
    assert [id for id, n in counts.items() if not n] == [
        id for id, one in assistant.documents.items() if source_line(one, ()) in absent
    ]
    assert all("METT" in citation.quote.text for citation in answer.citations)


def test_compounds_and_other_forms_count(assistant: Assistant) -> None:
    answer = assistant.ask("which reports mention omklap?")
    assert answer.text.startswith("5 of the 5 reports mention “omklap”")
    assert {c.quote.document for c in answer.citations} == set(assistant.documents)
    assert all("klap" in citation.quote.text for citation in answer.citations)
    assert len(answer.text) <= 1800


def test_what_no_report_mentions_is_not_found(assistant: Assistant) -> None:
    answer = assistant.ask("Welke rapporten noemen toverstokken?")
    assert (answer.outcome, answer.claims) == ("not_found", ())
    assert answer.text == "Geen van de 5 rapporten noemt “toverstokken”."
    assert answer.hits


def test_only_the_documents_asked_for_are_counted(assistant: Assistant) -> None:
    one = "quick-scan-t0-2020"
    answer = assistant.ask("Welke rapporten noemen Housing First?", [one])
    assert answer.text.startswith("Het rapport noemt “Housing First”.")
    assert {citation.quote.document for citation in answer.citations} == {one}


def test_every_report_gets_its_first_quote_before_any_gets_its_second() -> None:
    def quote(document: str, length: int) -> Quote:
        return Quote(document, Span(0, length), "x" * length, (), None)

    first, second, third = quote("a", ROOM // 2), quote("a", ROOM // 2), quote("b", ROOM // 2)
    assert share_room([[first, second], [third]]) == [(first,), (third,)]
