"""What Bronwijzer itself says around the quotes, in the language of the question."""

from retriever.question import Language

PHRASES: dict[str, dict[Language, str]] = {
    "one report": {
        "nl": "Eén rapport zegt hierover het volgende.",
        "en": "One report says the following (the quotes are in Dutch).",
    },
    "more reports": {
        "nl": "{count} rapporten zeggen hierover het volgende.",
        "en": "{count} reports say the following (the quotes are in Dutch).",
    },
    "uncertain": {
        "nl": "Een rechtstreeks antwoord is niet gevonden; deze passages zijn mogelijk verwant.",
        "en": "No direct answer was found; these passages may be related "
        "(the quotes are in Dutch).",
    },
    "not found": {
        "nl": "De rapporten zeggen hier niets over, voor zover Bronwijzer kan vinden. "
        "Gezocht is in {count} rapporten; de passages die er het dichtst bij komen, "
        "beantwoorden de vraag niet.",
        "en": "The reports say nothing about this, as far as Bronwijzer can find. "
        "It searched {count} reports; the passages that come nearest do not answer the question.",
    },
    "unknown words": {
        "nl": "De rapporten noemen geen {words}.",
        "en": "The reports mention no {words}, at least not by that word.",
    },
    "names apart": {
        "nl": "De rapporten noemen {words} niet samen in één passage.",
        "en": "The reports do not mention {words} together in one passage.",
    },
    "unsupported words": {
        "nl": "Over {words} zeggen de passages die er het dichtst bij komen niets.",
        "en": "The nearest passages say nothing about {words}.",
    },
    "mentioned in": {
        "nl": "{count} van de {searched} rapporten noemen {words}.",
        "en": "{count} of the {searched} reports mention {words} (the quotes are in Dutch).",
    },
    "mentioned in one": {
        "nl": "Eén van de {searched} rapporten noemt {words}.",
        "en": "One of the {searched} reports mentions {words} (the quotes are in Dutch).",
    },
    "mentioned nowhere": {
        "nl": "Geen van de {searched} rapporten noemt {words}.",
        "en": "None of the {searched} reports mentions {words}.",
    },
    "mentioned here": {
        "nl": "Het rapport noemt {words}.",
        "en": "The report mentions {words} (the quotes are in Dutch).",
    },
    "not mentioned here": {
        "nl": "Het rapport noemt {words} niet.",
        "en": "The report does not mention {words}.",
    },
    "sentences": {"nl": "{count} zinnen", "en": "{count} sentences"},
    "one sentence": {"nl": "1 zin", "en": "1 sentence"},
    "absent": {"nl": "Niet genoemd in: {reports}.", "en": "Not mentioned in: {reports}."},
    "incomplete": {
        "nl": "Er zijn meer plaatsen dan geteld konden worden.",
        "en": "There are more places than could be counted.",
    },
    "and": {"nl": "en", "en": "and"},
    "vague": {
        "nl": "De vraag is te algemeen om in de rapporten te zoeken. Noem een onderwerp, "
        "een project of een plaats.",
        "en": "The question is too general to search the reports for. Name a subject, "
        "a project or a place.",
    },
    "searched for": {"nl": "Gezocht met: {question}", "en": "Searched for: {question}"},
    "more": {
        "nl": "Verder staat hierover in de rapporten:",
        "en": "The reports further say (the quotes are in Dutch):",
    },
    "no more": {
        "nl": "Meer is hierover in de rapporten niet gevonden.",
        "en": "Nothing more was found about this in the reports.",
    },
    "unclear": {
        "nl": "Waarover gaat dit? Er is nog geen antwoord waar dit bij hoort. Stel eerst een "
        "vraag over de rapporten.",
        "en": "What is this about? There is no answer yet that it belongs to. First ask a "
        "question about the reports.",
    },
    "places": {"nl": "Hier staat het:", "en": "It stands here:"},
    "no places": {
        "nl": "Een bladzijde is van deze citaten niet bewezen; wel staat vast in welke paragraaf.",
        "en": "No page is proven for these quotes; the section is.",
    },
    "page": {"nl": "bladzijde {page}", "en": "page {page}"},
    "no page": {"nl": "bladzijde niet bewezen", "en": "page not proven"},
    "contact": {
        "nl": "Bronwijzer geeft geen contactgegevens of adressen van personen.",
        "en": "Bronwijzer gives no contact details or addresses of persons.",
    },
    "instructions": {
        "nl": "Bronwijzer beantwoordt alleen vragen over de rapporten en volgt geen opdrachten "
        "om zijn werkwijze te veranderen of te tonen.",
        "en": "Bronwijzer only answers questions about the reports; it follows no instructions "
        "to change or to show how it works.",
    },
    "invention": {
        "nl": "Bronwijzer verzint geen bronnen, citaten of uitspraken; het geeft alleen weer wat "
        "letterlijk in de rapporten staat.",
        "en": "Bronwijzer invents no sources, quotes or statements; it only gives what stands in "
        "the reports word for word.",
    },
    "diagnosis": {
        "nl": "Bronwijzer stelt geen diagnose en beoordeelt geen personen; leg dit voor aan een "
        "behandelaar.",
        "en": "Bronwijzer makes no diagnosis and judges no persons; put this to a clinician.",
    },
    "model declines": {
        "nl": "De zinnen geven geen antwoord op de vraag.",
        "en": "The sentences do not answer the question.",
    },
    "model wrote": {
        "nl": "Een taalmodel schreef de zinnen hierboven; elke zin is getoetst aan de citaten "
        "waarnaar zij verwijst.",
        "en": "A language model wrote the sentences above; each was checked against the quotes it "
        "cites (they are in Dutch).",
    },
    "model removed": {
        "nl": "Weggelaten, omdat geen citaat ze bewijst: {count}.",
        "en": "Left out, because no quote proves them: {count}.",
    },
    "model down": {
        "nl": "Het taalmodel was niet te bereiken; dit zijn de citaten.",
        "en": "The language model could not be reached; these are the quotes.",
    },
    "model slow": {
        "nl": "Het taalmodel was niet op tijd klaar; dit zijn de citaten.",
        "en": "The language model was not done in time; these are the quotes.",
    },
    "model silent": {
        "nl": "Het taalmodel schreef niets; dit zijn de citaten.",
        "en": "The language model wrote nothing; these are the quotes.",
    },
    "model loops": {
        "nl": "Het taalmodel bleef zichzelf herhalen; dit zijn de citaten.",
        "en": "The language model kept repeating itself; these are the quotes.",
    },
    "model rubbish": {
        "nl": "Het taalmodel schreef geen leesbare tekst; dit zijn de citaten.",
        "en": "The language model wrote no readable text; these are the quotes.",
    },
    "model long": {
        "nl": "Het taalmodel hield niet op met schrijven; dit zijn de citaten.",
        "en": "The language model did not stop writing; these are the quotes.",
    },
    "model unproven": {
        "nl": "Het taalmodel gaf geen controleerbaar antwoord; dit zijn de citaten.",
        "en": "The language model gave no answer that can be checked; these are the quotes.",
    },
    "model no answer": {
        "nl": "Het taalmodel vond in deze passages geen antwoord; dit zijn de citaten die het "
        "dichtst bij de vraag komen.",
        "en": "The language model found no answer in these passages; these are the quotes that "
        "come nearest to the question.",
    },
}


def phrase(name: str, language: Language, **values: str) -> str:
    return PHRASES[name][language].format(**values)
