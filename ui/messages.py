"""Every word that the page itself speaks, in Dutch and in English."""

from dataclasses import dataclass

from retriever.answer import Outcome


@dataclass(frozen=True, slots=True)
class Messages:
    """One language's words."""

    name: str
    promise: str
    language: str
    question: str
    placeholder: str
    ask: str
    restart: str
    first_questions: str
    conversation: str
    you_asked: str
    searching: str
    searched_for: str
    outcomes: dict[Outcome, str]
    sources: str
    source: str
    page: str
    page_unknown: str
    read_passages: str
    nearest_passages: str
    source_panel: str
    source_empty: str
    documents: str
    own_page: str
    back_to_answer: str
    bad_question: str
    failed: str
    footer: str


DUTCH = Messages(
    name="Nederlands",
    promise="Antwoorden uit rapporten over de weg van beschermd wonen naar beschermd thuis, "
    "met bij elke uitspraak de letterlijke passage.",
    language="Taal",
    question="Uw vraag",
    placeholder="Nederlands of Engels",
    ask="Vraag",
    restart="Begin opnieuw",
    first_questions="Om mee te beginnen",
    conversation="Vragen en antwoorden",
    you_asked="U vroeg",
    searching="De rapporten worden doorzocht…",
    searched_for="Gezocht met",
    outcomes={
        "answered": "Gevonden in de rapporten",
        "uncertain": "Mogelijk verwant",
        "not_found": "Niet gevonden in de rapporten",
        "refused": "Niet beantwoord",
    },
    sources="Bronnen",
    source="Bron",
    page="p.",
    page_unknown="pagina onbekend",
    read_passages="Gelezen passages",
    nearest_passages="Passages die het dichtst bij uw vraag liggen",
    source_panel="Bron",
    source_empty="Kies een bronnummer in een antwoord. De aangehaalde passage verschijnt hier, "
    "gemarkeerd in haar omgeving.",
    documents="Hierin wordt gezocht",
    own_page="Open op eigen pagina",
    back_to_answer="Terug naar het antwoord",
    bad_question="Stel één vraag in het Nederlands of Engels, van hooguit 2.000 tekens.",
    failed="Er ging iets mis bij het zoeken. Probeer het over een ogenblik opnieuw.",
    footer="Een vervolgvraag telt uw eerdere vragen mee. Wat de rapporten niet zeggen, zegt "
    "Bronwijzer niet.",
)

ENGLISH = Messages(
    name="English",
    promise="Answers from Dutch reports on the move from sheltered housing to supported living "
    "at home, with the verbatim passage behind every statement.",
    language="Language",
    question="Your question",
    placeholder="Dutch or English",
    ask="Ask",
    restart="Start over",
    first_questions="To begin with",
    conversation="Questions and answers",
    you_asked="You asked",
    searching="Searching the reports…",
    searched_for="Searched for",
    outcomes={
        "answered": "Found in the reports",
        "uncertain": "Possibly related",
        "not_found": "Not found in the reports",
        "refused": "Not answered",
    },
    sources="Sources",
    source="Source",
    page="p.",
    page_unknown="page unknown",
    read_passages="Passages read",
    nearest_passages="Passages nearest to your question",
    source_panel="Source",
    source_empty="Choose a source number in an answer. The quoted passage appears here, "
    "highlighted in its surroundings.",
    documents="The reports searched",
    own_page="Open on its own page",
    back_to_answer="Back to the answer",
    bad_question="Ask one question in Dutch or English, of at most 2,000 characters.",
    failed="Something went wrong while searching. Please try again in a moment.",
    footer="A follow-up takes your earlier questions into account. What the reports do not say, "
    "Bronwijzer does not say.",
)

LANGUAGES = {"nl": DUTCH, "en": ENGLISH}
FIRST_LANGUAGE = "nl"
