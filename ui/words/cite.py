"""The words of the view that makes references."""

from ui.words import Words

WORDS: Words = {
    "title": ("Verwijzen", "References"),
    "about": (
        "Wat u bewaart, staat hier klaar om over te nemen: elk citaat met zijn plaats, en een "
        "literatuurlijst eronder.",
        "What you keep stands ready here: each quote with its place, and a reference list below.",
    ),
    "empty": (
        "Nog niets bewaard. Kies “Bewaar bij Verwijzen” onder een antwoord of bij een bron.",
        "Nothing kept yet. Choose “Keep under References” below an answer or beside a source.",
    ),
    "kept": ("Bewaard", "Kept"),
    "drop": ("Verwijder", "Remove"),
    "loose": ("Losse citaten", "Single quotes"),
    "from": ("Waarvan", "Of what"),
    "basket": ("wat ik bewaarde", "what I kept"),
    "conversation": ("het hele gesprek", "the whole conversation"),
    "style": ("Stijl", "Style"),
    "format": ("Vorm", "Format"),
    "text": ("tekst", "text"),
    "preview": ("Voorbeeld", "Preview"),
    "copy": ("Kopieer", "Copy"),
    "download": ("Download", "Download"),
    "nothing": (
        "In het gesprek is nog niets aangehaald.",
        "Nothing has been quoted in the conversation yet.",
    ),
    "not_there": (
        "Dit citaat staat niet meer zo in het document en is niet bewaard.",
        "This quote no longer stands so in the document and was not kept.",
    ),
}
