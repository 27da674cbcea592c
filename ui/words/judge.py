"""The words by which a reader judges an answer."""

from ui.words import Words

WORDS: Words = {
    "title": ("Wat vindt u van dit antwoord?", "What do you think of this answer?"),
    "thumb": ("Uw oordeel", "Your judgement"),
    "up": ("Nuttig", "Useful"),
    "down": ("Niet nuttig", "Not useful"),
    "reason": ("Wat is er mis?", "What is wrong?"),
    "no_reason": ("Dat zeg ik niet", "I do not say"),
    "wrong": ("Het klopt niet", "It is not right"),
    "incomplete": ("Er ontbreekt iets", "Something is missing"),
    "wrong_source": ("De bron past niet", "The source does not fit"),
    "not_found": ("Het staat wel in een rapport", "A report does say it"),
    "unclear": ("Het is onduidelijk", "It is unclear"),
    "other": ("Iets anders", "Something else"),
    "text": ("Toelichting", "In your own words"),
    "corrected": ("Waar staat het wel?", "Where does it stand instead?"),
    "unknown": ("Dat weet ik niet", "I do not know"),
    "quote": ("De woorden die het bewijzen", "The words that prove it"),
    "consent": (
        "Bewaar mijn oordeel, met mijn vragen en het antwoord, om Bronwijzer te verbeteren",
        "Keep my judgement, with my questions and the answer, to improve Bronwijzer",
    ),
    "consent_info": (
        "Telefoonnummers en adressen worden eruit gehaald. Zonder vinkje wordt alleen geteld of "
        "het antwoord nuttig was, en wordt niets bewaard.",
        "Phone numbers and addresses are taken out. Without a tick it is only counted whether the "
        "answer was useful, and nothing is kept.",
    ),
    "send": ("Verstuur", "Send"),
    "close": ("Sluit", "Close"),
    "none_kept": (
        "Deze server bewaart geen oordelen. Haal het vinkje weg om alleen geteld te worden.",
        "This server keeps no judgements. Untick the box to be counted only.",
    ),
    "failed": (
        "Niet gelukt. Probeer het later opnieuw.",
        "That did not work. Please try again later.",
    ),
}
