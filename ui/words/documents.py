"""The words of the view of the documents."""

from ui.words import Words

WORDS: Words = {
    "title": ("Documenten", "Documents"),
    "about": (
        "Hierin wordt gezocht. Per document ziet u hoeveel ervan in de index staat.",
        "This is what is searched. For each document you see how much of it the index holds.",
    ),
    "document": ("Document", "Document"),
    "year": ("Jaar", "Year"),
    "passages": ("Passages", "Passages"),
    "characters": ("Tekens", "Characters"),
    "sections": ("Paragrafen", "Sections"),
    "share": ("Aandeel", "Share"),
    "unknown": ("onbekend", "unknown"),
    "rights": ("Rechten", "Rights"),
    "total": ("Samen", "Together"),
    "none": (
        "Er zijn nog geen documenten verwerkt. Dat kan even duren; laad de pagina straks opnieuw.",
        "No documents have been processed yet. That may take a while; reload the page later.",
    ),
    "add": ("Document toevoegen", "Add a document"),
    "add_info": (
        "Alleen redacteuren zien dit. Kies een PDF, Word-, web-, Markdown- of tekstbestand.",
        "Only editors see this. Choose a PDF, Word, web, Markdown or text file.",
    ),
    "choose": ("Kies een bestand", "Choose a file"),
    "doc_title": ("Titel (leeg: zoals in het bestand)", "Title (empty: as in the file)"),
    "authors": ("Auteurs, gescheiden door een puntkomma", "Authors, parted by a semicolon"),
    "publisher": ("Uitgever", "Publisher"),
    "send": ("Voeg toe", "Add"),
    "sending": ("Wordt verstuurd", "Being sent"),
    "reading": (
        "Wordt gelezen en verwerkt; dit kan een minuut duren…",
        "Being read and processed; this may take a minute…",
    ),
    "added": ("Toegevoegd.", "Added."),
    "refused": ("Niet toegevoegd", "Not added"),
    "remove": ("Verwijder", "Remove"),
    "sure": (
        "Weet u het zeker? Klik nogmaals om te verwijderen",
        "Are you sure? Click again to remove",
    ),
    "removed": ("Verwijderd.", "Removed."),
    "missed": ("niet bekend, vul aan", "not known, please fill in"),
    "title_word": ("titel", "title"),
    "authors_word": ("auteurs", "authors"),
}
