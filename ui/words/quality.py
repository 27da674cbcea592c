"""The words of the view that says how good the answers are."""

from ui.words import Words

WORDS: Words = {
    "title": ("Kwaliteit", "Quality"),
    "none": (
        "Er is nog niet gemeten. De beheerder doet dat met `make eval`.",
        "Nothing has been measured yet. The administrator does that with `make eval`.",
    ),
    "about": (
        "De laatste meting: {} vragen met bekende antwoorden, in het Nederlands en Engels, gesteld "
        "aan deze documenten.",
        "The last measurement: {} questions with known answers, in Dutch and English, asked of "
        "these documents.",
    ),
    "measure": ("Wat er gemeten is", "What was measured"),
    "all": ("Alle", "All"),
    "dutch": ("Nederlands", "Dutch"),
    "english": ("Engels", "English"),
    "found": (
        "Bekende feiten binnen de eerste 6.000 tekens passages",
        "Known facts within the first 6,000 characters of passages",
    ),
    "facts": ("Bekende feiten die het antwoord citeert", "Known facts that the answer quotes"),
    "topic": ("Geciteerde zinnen die ter zake zijn", "Quoted sentences that are to the point"),
    "verbatim": (
        "Citaten die letterlijk in het document staan",
        "Quotes that stand verbatim in the document",
    ),
    "refused": (
        "Vragen zonder antwoord die zonder antwoord bleven",
        "Questions without an answer that were left without one",
    ),
    "wrongly": (
        "Vragen met een antwoord die toch zonder bleven (laag is goed)",
        "Questions with an answer that were left without one (low is good)",
    ),
    "history": ("Door de tijd", "Over time"),
    "history_info": (
        "De laatste {} metingen, van links naar rechts; elke lijn heeft haar eigen schaal.",
        "The last {} measurements, from left to right; each line has a scale of its own.",
    ),
    "history_turns": (
        "Bij een stippellijn veranderden de documenten.",
        "At a dotted line the documents changed.",
    ),
    "first": ("Eerst", "First"),
    "course": ("Verloop", "Course"),
    "last": ("Nu", "Now"),
    "from_to": ("van {} naar {}", "from {} to {}"),
    "runs": ("De metingen", "The measurements"),
    "run": ("{} vragen aan {} documenten", "{} questions of {} documents"),
    "corpus_version": ("versie {} van de documenten", "version {} of the documents"),
    "no_history": (
        "Na een tweede meting staat hier hoe de cijfers zich ontwikkelen.",
        "After a second measurement this shows how the figures develop.",
    ),
    "judgements": ("Wat lezers ervan vinden", "What readers think"),
    "judged": ("{} nuttig, {} niet nuttig", "{} useful, {} not useful"),
    "up": ("Nuttig", "Useful"),
    "down": ("Niet nuttig", "Not useful"),
    "stands_in": ("Het staat in", "It stands in"),
    "changes": (
        "Wat er veranderde sinds de vastgestelde meting",
        "What changed since the accepted measurement",
    ),
    "no_changes": ("Geen enkele vraag veranderde.", "Not one question changed."),
    "no_before": (
        "Er is geen eerdere meting om mee te vergelijken.",
        "There is no earlier measurement to compare with.",
    ),
    "counts": ("{} beter, {} slechter, {} gelijk", "{} better, {} worse, {} equal"),
    "question": ("Vraag", "Question"),
    "before": ("Was", "Was"),
    "after": ("Is", "Is"),
    "stale": (
        "De documenten zijn sinds deze meting veranderd: {}.",
        "The documents have changed since this measurement: {}.",
    ),
    "measured_at": ("Gemeten aan programma {}", "Measured with program {}"),
}
