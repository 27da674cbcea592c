"""The words around the views: navigation, the source beside them, and what can go wrong."""

from ui.words import Words

WORDS: Words = {
    "views": ("Onderdelen", "Views"),
    "vragen": ("Vragen", "Ask"),
    "inwerken": ("Inwerken", "Get started"),
    "toetsen": ("Plan toetsen", "Check a plan"),
    "verwijzen": ("Verwijzen", "References"),
    "documenten": ("Documenten", "Documents"),
    "kwaliteit": ("Kwaliteit", "Quality"),
    "previous": ("Vorige paragraaf", "Previous section"),
    "next": ("Volgende paragraaf", "Next section"),
    "start": ("Begin van het document", "Start of the document"),
    "copy_quote": ("Kopieer citaat met verwijzing", "Copy quote with reference"),
    "keep_quote": ("Bewaar bij Verwijzen", "Keep under References"),
    "offline": (
        "Er is geen verbinding met Bronwijzer. Wat er staat blijft leesbaar; probeer het opnieuw "
        "zodra de verbinding terug is.",
        "There is no connection with Bronwijzer. What is here stays readable; try again when the "
        "connection is back.",
    ),
    "reload": ("Laad de pagina opnieuw", "Reload the page"),
    "loading": ("Een ogenblik…", "One moment…"),
    "skip": ("Naar de vraag", "Skip to the question"),
    "copied": ("Gekopieerd", "Copied"),
    "not_copied": (
        "Kopiëren mag hier niet van de browser; selecteer de tekst.",
        "The browser does not allow copying here; select the text.",
    ),
    "kept": ("Bewaard bij Verwijzen", "Kept under References"),
}
