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
}
