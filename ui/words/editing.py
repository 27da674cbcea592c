"""The words by which editors add, describe, replace and remove documents."""

from ui.words import Words

WORDS: Words = {
    "add": ("Document toevoegen", "Add a document"),
    "add_info": (
        "Alleen redacteuren zien dit. Kies een PDF, Word-, OpenDocument-, web-, Markdown- of "
        "tekstbestand.",
        "Only editors see this. Choose a PDF, Word, OpenDocument, web, Markdown or text file.",
    ),
    "choose": ("Kies een bestand", "Choose a file"),
    "doc_title": ("Titel", "Title"),
    "as_in_file": ("leeg: zoals in het bestand", "empty: as in the file"),
    "authors": ("Auteurs, gescheiden door een puntkomma", "Authors, parted by a semicolon"),
    "publisher": ("Uitgever", "Publisher"),
    "url": ("Webadres", "Web address"),
    "send": ("Voeg toe", "Add"),
    "sending": ("Wordt verstuurd", "Being sent"),
    "reading": (
        "Wordt gelezen en verwerkt; dit kan een minuut duren…",
        "Being read and processed; this may take a minute…",
    ),
    "added": ("Toegevoegd.", "Added."),
    "manage": ("Beheer", "Manage"),
    "describe": ("Gegevens", "Details"),
    "save": ("Bewaar de gegevens", "Save the details"),
    "described": ("De gegevens zijn bewaard.", "The details are saved."),
    "replace": ("Bestand vervangen", "Replace the file"),
    "replace_info": (
        "Het nieuwe bestand komt in de plaats van het oude, met dezelfde gegevens. Verwijzingen "
        "naar passages die er niet meer staan, gaan niet meer open.",
        "The new file takes the place of the old one, with the same details. References to "
        "passages that are gone open no more.",
    ),
    "send_new": ("Vervang het bestand", "Replace the file"),
    "sure_replace": (
        "Weet u het zeker? Klik nogmaals om te vervangen",
        "Are you sure? Click again to replace",
    ),
    "replaced": ("Vervangen.", "Replaced."),
    "remove": ("Verwijder het document", "Remove the document"),
    "sure": (
        "Weet u het zeker? Klik nogmaals om te verwijderen",
        "Are you sure? Click again to remove",
    ),
    "removed": ("Verwijderd.", "Removed."),
    "close": ("Sluit", "Close"),
    "refused": ("Niet gelukt", "Not done"),
    "passage": ("passage", "passage"),
    "missed": ("niet bekend, vul aan", "not known, please fill in"),
    "title_word": ("titel", "title"),
    "authors_word": ("auteurs", "authors"),
}

# Why a file or a change is refused: by words of the server's reason, the first that fit, or else by
# its status.
REASONS: Words = {
    "is that of": (
        "er is al een document met deze naam; vervang daarvan het bestand",
        "there is a document of this name already; replace the file of that one",
    ),
    "encrypted": (
        "de PDF is beveiligd; bewaar haar zonder wachtwoord",
        "the PDF is encrypted; save it without a password",
    ),
    "no text layer": (
        "de PDF bevat alleen plaatjes; laat er eerst tekstherkenning (OCR) op los",
        "the PDF holds pictures only; have its text recognised (OCR) first",
    ),
    "is empty": ("het bestand is leeg", "the file is empty"),
    "no Word document": (
        "dit is geen Word-bestand; bewaar het als .docx zonder wachtwoord",
        "this is no Word file; save it as .docx without a password",
    ),
    "no OpenDocument": (
        "dit is geen OpenDocument-tekst; bewaar het als .odt zonder wachtwoord",
        "this is no OpenDocument text; save it as .odt without a password",
    ),
    "binary": (
        "dit is geen tekst; bewaar het als PDF of Word",
        "this is no text; save it as PDF or Word",
    ),
    "encoding": ("bewaar het als tekst in UTF-8", "save it as text in UTF-8"),
    "of its own": (
        "de webpagina heeft zelf geen tekst; bewaar haar opnieuw vanuit een browser",
        "the web page has no text of its own; save it anew from a browser",
    ),
    "no body": (
        "de webpagina heeft zelf geen tekst; bewaar haar opnieuw vanuit een browser",
        "the web page has no text of its own; save it anew from a browser",
    ),
    "no sentences": ("er staat geen lopende tekst in", "it holds no running text"),
    "more than": ("het bestand vraagt te veel; splits het", "the file asks too much; split it"),
    "unpacks to": ("het bestand vraagt te veel; splits het", "the file asks too much; split it"),
    "damaged": (
        "het bestand is beschadigd; bewaar het opnieuw in het programma waarin het is gemaakt",
        "the file is damaged; save it anew in the program that made it",
    ),
    "401": ("meld u eerst aan als redacteur", "first sign in as an editor"),
    "403": ("dit mogen alleen redacteuren", "only editors may do this"),
    "404": ("dit document is er niet meer", "this document is no longer there"),
    "409": (
        "er loopt al een andere wijziging; probeer het zo dadelijk opnieuw",
        "another change is under way; try again in a moment",
    ),
    "413": ("het bestand is te groot", "the file is too large"),
    "422": ("kijk na wat u invulde", "check what you filled in"),
    "503": (
        "er kan nu niets worden gewijzigd; probeer het later opnieuw",
        "nothing can be changed now; try again later",
    ),
    "": (
        "de beheerder vindt in het logboek waarom",
        "the administrator finds why in the log",
    ),
}
