"""The words of the view for newcomers."""

from ui.words import Words

WORDS: Words = {
    "title": ("Inwerken", "Get started"),
    "tour": ("Zo werkt Bronwijzer", "How Bronwijzer works"),
    "tour_ask": (
        "Stel een vraag bij Vragen. U krijgt letterlijke passages uit de rapporten, elk met een "
        "bronnummer.",
        "Ask a question under Ask. You get verbatim passages from the reports, each with a source "
        "number.",
    ),
    "tour_source": (
        "Kies een bronnummer. De passage staat dan gemarkeerd in haar omgeving, met een verwijzing "
        "om te kopiëren.",
        "Choose a source number. The passage then stands marked in its surroundings, with a "
        "reference to copy.",
    ),
    "tour_doubt": (
        "Let op de rand: groen is gevonden, gestreept is mogelijk verwant, gestippeld is niet "
        "gevonden. Wat de rapporten niet zeggen, zegt Bronwijzer niet.",
        "Mind the border: green is found, dashed is possibly related, dotted is not found. What "
        "the reports do not say, Bronwijzer does not say.",
    ),
    "tour_keep": (
        "Bewaar citaten en antwoorden bij Verwijzen, en neem ze mee als literatuurlijst of in "
        "Word.",
        "Keep quotes and answers under References, and take them along as a reference list or in "
        "Word.",
    ),
    "path": ("Leespad", "Reading path"),
    "path_info": (
        "Wat u het eerst leest, in deze volgorde. Samen {} minuten.",
        "What to read first, in this order. {} minutes in all.",
    ),
    "roles": ("Ik ben", "I am"),
    "professional": ("professional", "a professional"),
    "newcomer": ("nieuw in het veld", "new to the field"),
    "policymaker": ("beleidsmaker", "a policymaker"),
    "read": ("gelezen", "read"),
    "minutes": ("min", "min"),
    "no_path": ("Er is nog geen leespad.", "There is no reading path yet."),
    "questions": ("Vragen om mee te beginnen", "Questions to begin with"),
    "glossary": ("Begrippen", "Terms"),
    "search": ("Zoek een begrip", "Search a term"),
    "count": ("begrippen", "terms"),
    "one": ("begrip", "term"),
    "none": ("Geen begrip gevonden. Stel het als vraag.", "No term found. Ask it as a question."),
    "also": ("ook", "also"),
    "not_defined": ("nergens omschreven; zo wordt het gebruikt", "defined nowhere; used like this"),
    "more_places": ("Ook hier", "Also here"),
    "ask_about": ("Vraag hiernaar", "Ask about this"),
    "means": ("Wat betekent {}?", "What does {} mean?"),
}
