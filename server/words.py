"""What the pages without script say, in Dutch and English."""

from collections.abc import Mapping

from retriever.question import Language

FIRST: Language = "nl"
# By name, Dutch first.
WORDS: Mapping[str, tuple[str, str]] = {
    "home": ("Naar Bronwijzer", "To Bronwijzer"),
    # A passage, a document
    "whole": ("Hele document", "Whole document"),
    "contents": ("Inhoud", "Contents"),
    "section": ("Paragraaf", "Section"),
    "nameless": ("Tekst zonder kop", "Text without a heading"),
    "page": ("Pagina", "Page"),
    "no_page": (
        "onbekend: het bestand geeft hier geen paginanummer",
        "unknown: the file gives no page number here",
    ),
    "reference": ("Verwijzing", "Reference"),
    "other_sections": ("Andere paragrafen", "Other sections"),
    "previous_section": ("Vorige paragraaf", "Previous section"),
    "next_section": ("Volgende paragraaf", "Next section"),
    # A page as it was printed
    "printed": ("Gedrukt", "Printed"),
    "printed_page": ("bladzijde", "page"),
    "sheet": ("blad", "sheet"),
    "picture": ("als plaatje", "as a picture"),
    "back_to_text": ("Terug naar de tekst", "Back to the text"),
    "no_label": ("zonder gedrukt nummer", "without a printed number"),
    "of": ("van", "of"),
    "as_printed": ("zoals gedrukt", "as printed"),
    "enlarge": ("Kies het plaatje om het groter te zien.", "Choose the picture to enlarge it."),
    "alt_marked": (
        "de aangehaalde passage is gemarkeerd",
        "the quoted passage is highlighted",
    ),
    "alt_partly": (
        "een deel van de aangehaalde passage is gemarkeerd",
        "part of the quoted passage is highlighted",
    ),
    "alt_not": ("zonder markering", "without highlights"),
    "not_marked": (
        "De passage is op dit blad niet teruggevonden, dus er is niets gemarkeerd.",
        "The passage was not found on this sheet, so nothing is highlighted.",
    ),
    "partly_marked": (
        "Een deel van de passage is op dit blad teruggevonden en gemarkeerd.",
        "Part of the passage was found on this sheet and is highlighted.",
    ),
    "elsewhere": ("De passage staat niet op dit blad.", "The passage is not on this sheet."),
    "other_pages": ("Andere bladzijden", "Other pages"),
    "previous_page": ("Vorige bladzijde", "Previous page"),
    "next_page": ("Volgende bladzijde", "Next page"),
    # An answer
    "answer": ("Antwoord", "Answer"),
    "question": ("Uw vraag", "Your question"),
    "ask": ("Vraag", "Ask"),
    "source": ("Bron", "Source"),
    "sources": ("Bronnen", "Sources"),
    "short_page": ("p.", "p."),
    "short_no_page": ("pagina onbekend", "page unknown"),
    "nearest": (
        "Passages die het dichtst bij de vraag liggen",
        "Passages nearest to the question",
    ),
    "searched": ("Gezocht met", "Searched for"),
    "usual": ("Stel vragen op de gewone pagina", "Ask on the usual page"),
    "answered": ("✓ Gevonden in de rapporten", "✓ Found in the reports"),
    "uncertain": ("? Mogelijk verwant", "? Possibly related"),
    "not_found": ("○ Niet gevonden in de rapporten", "○ Not found in the reports"),
    "refused": ("✕ Niet beantwoord", "✕ Not answered"),
    "bad_question": (
        "Stel één vraag in het Nederlands of Engels, van hooguit 2.000 tekens.",
        "Ask one question in Dutch or English, of at most 2,000 characters.",
    ),
    "anew": (
        "Elk antwoord wordt nu opnieuw gezocht, zodat het zegt wat de rapporten nu zeggen.",
        "Every answer is searched anew, so that it says what the reports say now.",
    ),
    # What went wrong, by status
    "problem_404": ("Dit document is er niet", "This document is not here"),
    "remedy_404": (
        "Het is niet, of niet meer, opgenomen. Op de beginpagina staat waarin wordt gezocht.",
        "It was never taken in, or is no longer. The first page names the reports searched.",
    ),
    "problem_sheet": ("Deze bladzijde is niet te tonen", "This page can't be shown"),
    "remedy_sheet": (
        "Het blad is er niet, of van het bestand kan geen plaatje worden gemaakt. De tekst is wel "
        "te lezen.",
        "There is no such sheet, or no picture can be made of the file. Its text can be read.",
    ),
    "problem_422": ("Deze plaats is er niet", "This place is not here"),
    "remedy_422": (
        "Het document is misschien vervangen sinds deze verwijzing is gemaakt. Zoek de passage "
        "opnieuw op.",
        "The document may have been replaced since this reference was made. Look the passage up "
        "again.",
    ),
    "problem_503": ("Er is nog geen index", "There is no index yet"),
    "remedy_503": (
        "De documenten worden nog verwerkt. Probeer het later opnieuw.",
        "The documents are still being processed. Try again later.",
    ),
    "problem_other": ("Er ging iets mis", "Something went wrong"),
    "remedy_other": ("Probeer het over een ogenblik opnieuw.", "Try again in a moment."),
}


def said(language: Language) -> dict[str, str]:
    """The words in one language."""
    return {name: both[language != FIRST] for name, both in WORDS.items()}
