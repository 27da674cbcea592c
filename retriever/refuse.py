"""Requests that are refused before anything is searched, each with its reason."""

import re

# A reason is the name of its sentence in retriever.phrases.
REASONS: dict[str, tuple[str, ...]] = {
    "instructions": (
        r"\b(negeer|vergeet|omzeil)\b.{0,40}\b(instructie|regel|opdracht|eerdere|vorige|bovenstaande)",
        r"\b(ignore|disregard|forget|override|bypass)\b.{0,40}"
        r"\b(instruction|rule|prompt|previous|prior|above|guideline)",
        r"\b(system ?prompt|systeemprompt|systeeminstructie|hidden (instruction|prompt))",
        r"\b(toon|geef|print|show|reveal|repeat|herhaal)\b.{0,40}"
        r"\b(jouw|je|your|the)\b.{0,20}\b(instructies?|instructions?|prompt)\b",
        r"\b(je bent (nu|vanaf nu)|doe alsof je|you are now|pretend (to be|you)|act as)\b",
        r"\b(antwoord|answer|reply|respond)\b.{0,15}\b(alleen|uitsluitend|only|just)\b.{0,15}[\"“'‘]",
    ),
    "contact": (
        r"\b(telefoon|mobiel|06|phone|mobile|tel)[- ]?(nummer|number|nr)s?\b",
        r"\b(e-?mail(adres|address)?|mailadres)\b(?!.{0,25}\b(contact|begeleid|support))",
        r"\b(contactgegevens|contact details|huisadres|woonadres|home address|privéadres)\b",
        r"\b(echte|volledige|real|full) (naam|name)\b",
        r"\b(waar woont|where does .{1,40} live|bel ik|call him|call her|reach .{1,30} by phone)\b",
    ),
    "invention": (
        r"\b(verzin|bedenk|fabriceer)\b.{0,40}"
        r"\b(bron|citaat|quote|cijfer|verwijzing|uitspraak|pagina|getal)",
        r"\b(make up|invent|fabricate)\b.{0,60}"
        r"\b(source|quote|citation|reference|figure|page|sent)",
        r"\b(doe alsof|pretend).{0,40}\b(staat|stond|rapport|report|says|said)\b",
        r"\b(schrijf|zeg|beweer|write|say|state|claim) (op |down )?(dat|that)\b.{0,60}"
        r"\b(concludeert|zegt|stelt|adviseert|vindt|says|concludes|recommends|finds|states)\b",
    ),
    "diagnosis": (
        r"\b(welke|what|which) (diagnose|stoornis|diagnosis|disorder)\b.{0,60}"
        r"\b(cliënt|client|hij|zij|he|she|hem|haar|him|her|heeft|has|have|buurman|neighbour)\b",
        r"\b(stel|geef|make|give)\b.{0,20}\b(een |a )?(diagnose|diagnosis)\b",
        r"\b(diagnosticeer|diagnose)\b (deze|mijn|this|my|him|her)\b",
    ),
}
PATTERNS = {
    reason: [re.compile(pattern, re.IGNORECASE | re.DOTALL) for pattern in patterns]
    for reason, patterns in REASONS.items()
}


def refusal_reason(question: str) -> str | None:
    """The reason to refuse `question`, or None. The question is data: it is matched, not obeyed."""
    for reason, patterns in PATTERNS.items():
        if any(pattern.search(question) for pattern in patterns):
            return reason
    return None
