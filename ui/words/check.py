"""The words of the view that checks a plan."""

from ui.words import Words

WORDS: Words = {
    "title": ("Plan toetsen", "Check a plan"),
    "about": (
        "Plak een stuk tekst of kies een bestand. Per zin ziet u of de rapporten hetzelfde zeggen, "
        "iets anders, of niets. Een bestand blijft op uw computer: alleen de tekst wordt gelezen, "
        "en niets wordt bewaard.",
        "Paste a text or choose a file. For each sentence you see whether the reports say the "
        "same, something else, or nothing. A file stays on your computer: only its text is read, "
        "and nothing is kept.",
    ),
    "text": ("Uw tekst", "Your text"),
    "placeholder": (
        "Bijvoorbeeld een alinea uit een beleidsplan",
        "A paragraph of a policy plan, say",
    ),
    "file": (
        "(Word, Markdown of tekst), of sleep het hierheen",
        "(Word, Markdown or text), or drop it here",
    ),
    "choose": ("Kies een bestand", "Choose a file"),
    "too_long": (
        "De tekst is langer dan 20.000 tekens; alleen het begin staat hier. Toets de rest apart.",
        "The text is longer than 20,000 characters; only its beginning is here. Check the rest "
        "apart.",
    ),
    "unreadable": (
        "Dit bestand is niet te lezen. Kies een Word- (docx), Markdown- of tekstbestand, of plak "
        "de tekst.",
        "This file can't be read. Choose a Word (docx), Markdown or text file, or paste the text.",
    ),
    "check": ("Toets de tekst", "Check the text"),
    "stop": ("Stop", "Stop"),
    "empty": ("Plak eerst een tekst met minstens één zin.", "First paste at least one sentence."),
    "busy": ("Bezig met toetsen…", "Checking…"),
    "failed": (
        "Er ging iets mis bij het toetsen. Probeer het over een ogenblik opnieuw.",
        "Something went wrong while checking. Please try again in a moment.",
    ),
    "result": ("Wat de rapporten zeggen", "What the reports say"),
    "verbatim": ("letterlijk zo", "verbatim"),
    "supported": ("gesteund", "supported"),
    "contradicted": ("tegengesproken", "contradicted"),
    "not_found": ("niet gevonden", "not found"),
    "no_claim": ("geen bewering", "no claim"),
    "for": ("Ervoor", "For it"),
    "against": ("Ertegen", "Against it"),
    "reasons": ("Wat verschilt", "What differs"),
    "references": ("Verwijzingen om mee te nemen", "References to take along"),
    "copy": ("Kopieer de verwijzingen", "Copy the references"),
    "keep": ("Bewaar bij Verwijzen", "Keep under References"),
}

# What retriever.verify finds against a claim, in its own words.
REASONS: Words = {
    dutch: (dutch, english)
    for dutch, english in {
        "deze naam staat niet in de bron": "this name is not in the source",
        "deze partij staat niet in de bron": "this party is not in the source",
        "dit staat niet in de bron": "this is not in the source",
        "dit getal staat niet in de bron": "this figure is not in the source",
        "dit getal hoort in de bron bij iets anders": "this figure is about something else in the "
        "source",
        "de bron ontkent dit niet": "the source does not deny this",
        "de bron ontkent dit": "the source denies this",
        "de bron zegt dit anders": "the source says otherwise",
        "in de bron zijn de rollen omgekeerd": "in the source the roles are the other way round",
    }.items()
}
