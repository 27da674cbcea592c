"""Requests that are refused before anything is searched, each with its reason."""

import re

# An order opens a sentence; the same English verb within one only tells.
OPENING = r"(?:^|[.!?;:>]|\b(?:please|then|and|can you|could you))\s*"
# Somebody in particular: a name, or one of those who were interviewed.
ROLE = r"(respondent|bewoner|resident|deelnemer|begeleider|projectleider)"
PERSON = rf"({ROLE}|he|she|hij|zij|ze|(?-i:[A-Z])\w+)\b"
# A reason is the name of its sentence in retriever.phrases.
REASONS: dict[str, tuple[str, ...]] = {
    "instructions": (
        r"\b(negeer|vergeet|omzeil)\b.{0,40}\b(instructie|bovenstaande|alles hierboven|"
        r"(alle|je|jouw|deze|eerdere|vorige) (\w+ )?(regel|opdracht))",
        r"\b(ignore|disregard|forget|override|bypass)\b.{0,40}\b(instruction|prompt|the above|"
        r"(everything|all) (above|before)|(your|all|any|these) (\w+ )?(rule|guideline))",
        r"\b(system ?prompt|systeemprompt|systeeminstructie|hidden (instruction|prompt))",
        r"\b(toon|geef|print|show|reveal|repeat|herhaal)\b.{0,40}"
        r"\b(jouw|je|your)\b.{0,20}\b(instructies?|instructions?|prompt)\b",
        r"\b(je bent (nu|vanaf nu)|doe alsof je|you are now|pretend (to be|you))\b",
        rf"{OPENING}act as\b",
        rf"{OPENING}(systeem|system|new task|nieuwe (taak|opdracht)) ?:",
        r"\b(antwoord|answer|reply|respond)\b.{0,15}\b(alleen|uitsluitend|only|just)\b.{0,15}[\"“'‘]",
    ),
    "contact": (
        r"\b(telefoon|mobiel|06|phone|mobile|tel)[- ]?(nummer|number|nr)s?\b",
        r"\b(e-?)?mail ?(adres(sen)?|address(es)?)\b|\be-?mails? (van|of)\b",
        r"\b(contactgegevens|contact details|huisadres|woonadres|home address|privéadres)\b",
        r"\b(echte|real|(zijn|haar|his|her) (volledige|full)) (naam|name)\b",
        rf"\b(volledige naam van|full name of) ((de|the|een|an?) )?{ROLE}\b",
        rf"\b(waar woont|where does) {PERSON}|\bwhere (he|she) lives\b",
        r"\b(bel ik|call him|call her|I reach .{1,30} by phone)\b",
    ),
    "invention": (
        r"\b(verzin|bedenk|fabriceer)\b.{0,40}"
        r"\b(bron|citaat|quote|cijfer|verwijzing|uitspraak|pagina|getal)",
        r"\b(make up|invent|fabricate) (\w+ ){0,3}"
        r"(source|quote|citation|reference|figure|page|sentence)s?\b",
        r"\b(doe alsof|pretend).{0,40}\b(staat|stond|rapport|report|says|said)\b",
        rf"{OPENING}(schrijf|zeg|beweer|write|say|state|claim) (op |down )?(dat|that)\b.{{0,60}}"
        r"\b(concludeert|zegt|stelt|adviseert|vindt|says|concludes|recommends|finds|states)\b",
    ),
    "diagnosis": (
        r"\b(welke|what|which) (\w+ )?(diagnose|stoornis|diagnosis|disorder)\b.{0,60}"
        r"\b(hij|zij|he|she|hem|haar|him|her|"
        r"(deze|mijn|this|my) (cliënt|client|buur(man)?|neighbour))\b",
        r"\b(stel|geef) (\w+ ){0,2}diagnose\b",
        rf"{OPENING}(make|give) (\w+ ){{0,2}}diagnosis\b",
        r"\b(diagnosticeer|diagnose) (deze|mijn|this|my|him|her)\b",
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
