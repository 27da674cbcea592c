"""The words of the view in which questions are asked."""

from ui.words import Words

WORDS: Words = {
    "narrow": ("Zoek in een deel van de rapporten", "Search only some of the reports"),
    "documents": ("Rapporten", "Reports"),
    "documents_info": ("Niets aangevinkt is alles.", "Nothing ticked means all."),
    "years": ("Jaar van verschijnen", "Year of publication"),
    "year_unknown": ("onbekend", "unknown"),
    "none_left": (
        "Geen van de gekozen rapporten is van een gekozen jaar. Vink een rapport of een jaar uit.",
        "None of the chosen reports is of a chosen year. Untick a report or a year.",
    ),
    "searched_in": ("Gezocht in", "Searched in"),
    "searched_all": ("Gezocht in alle rapporten", "Searched in all reports"),
    "stop": ("Stop", "Stop"),
    "stopped": (
        "Gestopt voordat er een antwoord was.",
        "Stopped before there was an answer.",
    ),
    "no_index": (
        "De rapporten worden nog verwerkt; er is nog niets om in te zoeken. Probeer het over een "
        "paar minuten opnieuw.",
        "The reports are still being processed; there is nothing to search yet. Try again in a few "
        "minutes.",
    ),
    "reading": (
        "Passages gevonden; het antwoord wordt nagelezen…",
        "Passages found; the answer is being proofread…",
    ),
    "why": ("Waarom deze passage?", "Why this passage?"),
    "rank": ("plaats", "rank"),
    "no_words": ("geen woord van de vraag", "no word of the question"),
    "dense": ("Op betekenis", "By meaning"),
    "lexical": ("Op woorden", "By words"),
    "late": ("Op betekenis, woord voor woord", "By meaning, word for word"),
    "model": ("Volgens het ingestelde model", "By the model that is set"),
    "word": ("hetzelfde woord", "the same word"),
    "stem": ("dezelfde stam", "the same stem"),
    "part": ("deel van een samenstelling", "part of a compound"),
    "grams": ("lijkt erop", "looks like it"),
    "again": ("Vraag opnieuw", "Ask again"),
    "edit": ("Wijzig de vraag", "Edit the question"),
    "keep_answer": ("Bewaar bij Verwijzen", "Keep under References"),
    "permalink": ("Vaste link", "Permalink"),
    "copy_answer": ("Kopieer antwoord", "Copy answer"),
    "judge": ("Beoordeel dit antwoord", "Judge this answer"),
    "up": ("Nuttig", "Useful"),
    "down": ("Niet nuttig", "Not useful"),
    "judged": ("Bedankt, uw oordeel is bewaard.", "Thank you, your judgement is kept."),
    "counted": (
        "Bedankt, uw oordeel is geteld; er is niets bewaard.",
        "Thank you, your judgement is counted; nothing is kept.",
    ),
    "take_back": ("Trek het in", "Take it back"),
    "taken_back": ("Ingetrokken en gewist.", "Taken back and erased."),
    "next": ("Verder vragen", "Ask on"),
    "more": ("Meer hierover", "More about this"),
    "where": ("Waar staat dat?", "Where does it say that?"),
    "means": ("Wat betekent {}?", "What does {} mean?"),
    "supported": (
        "in eigen woorden, gesteund door de bron",
        "in its own words, supported by the source",
    ),
    "roles": ("Ik ben", "I am"),
    "professional": ("professional", "a professional"),
    "newcomer": ("nieuw in het veld", "new to the field"),
    "policymaker": ("beleidsmaker", "a policymaker"),
    "remembered": (
        "Uw vragen blijven in deze browser bewaard tot u opnieuw begint.",
        "Your questions stay in this browser until you start over.",
    ),
}
