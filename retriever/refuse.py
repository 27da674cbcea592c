"""Requests that are refused before anything is searched, each with its reason."""

import re

# An order opens a sentence; the same verb within one only tells.
OPENING = r"(?:^|[.!?;:>\]]|\b(?:please|then|and|en|can you|could you|kun je|wil je))\s*"
# Somebody in particular: a name, or one of those who were interviewed.
ROLE = r"(respondent|bewoner|resident|deelnemer|begeleider|projectleider)"
PERSON = rf"({ROLE}|he|she|hij|zij|ze|(?-i:[A-Z])\w+)\b"
# Somebody whom the asker knows, and what only a clinician may say of them.
KNOWN = (
    r"(?:(?:deze|die|mijn|onze|this|that|my|our) (?:cli[eë]nt|client|buur(?:man|vrouw)?|neighbour|"
    r"neighbor|zus|sister|broe?r|brother|moeder|mother|vader|father|zoon|son|dochter|daughter|"
    r"bewoner|resident|pati[eë]nt|patient|man|vrouw|woman|vriend|friend)(?:in)?|"
    r"hij|zij|he|she|him|her|hem|haar)\b"
)
CONDITION = (
    r"(?:schizofre\w*|schizophren\w*|psychotisch\w*|psychotic|borderline|bipola\w*|autis\w*|"
    r"depressi\w*|gevaarlijk|dangerous|(?:personality |psychiatric )?disorder|\w*stoornis)"
)
SOURCE = (
    r"(?:bron(?:nen)?|bronvermelding\w*|citaat|citaten|citeren|quotes?|citations?|citing|sources?|"
    r"references?|verwijzing\w*|cijfers?|figures?|getal\w*|numbers?|percentages?|pagina\w*|pages?|"
    r"statisti\w*)"
)
DOCUMENTS = r"(?:rapport(?:en)?|documenten?|bronnen|reports?|documents?|sources?)"
# A reason is the name of its sentence in retriever.phrases.
REASONS: dict[str, tuple[str, ...]] = {
    "instructions": (
        # Rules set aside.
        r"\b(negeer|vergeet|omzeil)\b.{0,40}\b(instructie|bovenstaande|alles hierboven|"
        r"(alle|je|jouw|deze|eerdere|vorige) (\w+ )?(regel|opdracht))",
        r"\b(ignore|disregard|forget|override|bypass)\b.{0,40}\b(instruction|prompt|the above|"
        r"(everything|all) (above|before)|(your|all|any|these) (\w+ )?(rule|guideline))",
        rf"\b(vanaf nu|from now on),? .{{0,25}}\b(je|jij|you)\b|\bnegeer je .{{0,20}}{DOCUMENTS}",
        r"\b(schakel|zet|switch|turn|disable|remove|verwijder)\b.{0,30}\b(filters?|beperking|"
        r"beveiliging|restriction|guardrail)|\b(zonder beperkingen|unrestricted)\b",
        r"\b(ontwikkelaars?|developer|debug|admin|god)[- ]?(modus|mode)\b",
        rf"{OPENING}(obey|gehoorzaam)\b|\bobey (me|every|all)\b",
        # Sources left out.
        rf"\b(geef|antwoord|vertel|give|answer|reply)\b.{{0,30}}"
        rf"\b(zonder|without) .{{0,12}}{SOURCE}",
        rf"{OPENING}(laat|drop|omit|skip|leave out|stop)\b.{{0,20}}\b{SOURCE}",
        rf"\b(niet meer aan|(do not|don.t) (use|follow|read)) (de|the) {DOCUMENTS}",
        r"\b(your|je|jouw)\b.{0,8}\b(own|eigen) (mening|opinion|kennis|knowledge)",
        rf"{OPENING}(zeg|say|print|schrijf|write)\b.{{0,20}}"
        r"\b(alleen|uitsluitend|only|nothing but)\b",
        # How it works, laid open.
        r"\b(system ?prompt|systeemprompt|systeem ?instructies?|system message|"
        r"(hidden|secret|geheime|verborgen) (instruct\w+|prompt))",
        r"\b(toon|geef|print|show|reveal|repeat|herhaal|list)\b.{0,40}"
        r"\b(jouw|je|your)\b.{0,20}\b(instructies?|instructions?|prompt|configura\w+)\b",
        r"\b(herhaal|repeat)\b.{0,40}\b(hierboven|above|woord voor woord|word for word)",
        r"\bwhat (were you told|are your instructions)|\bwat is jouw opdracht\b",
        # Another part to play, or words put in its mouth.
        r"\b(je bent (nu|vanaf nu)|doe alsof je|you are now|pretend (to be|you))\b",
        rf"{OPENING}(act as|role ?play|speel (de|een) rol|play the role)\b",
        rf"{OPENING}(systeem|system|new task|nieuwe (taak|opdracht)) ?:",
        r"\[/?INST\]|<\|\w+\|>|</?(system|assistant|context)>|#+ ?(system|systeem)\b",
        r"\b(antwoord|answer|reply|respond)\b.{0,15}\b(alleen|uitsluitend|only|just)\b.{0,15}[\"“'‘]",
        r"\b(start|begin)\b.{0,12}\b(antwoord|answer|reply|response)\b.{0,10}\b(met|with)\b",
    ),
    "contact": (
        r"\b(telefoon|mobiel|06|phone|mobile|tel)[- ]?(nummer|number|nr)s?\b",
        r"\b(welk|which|what) (nummer|number)\b.{0,40}\b(bereik\w*|bel|bellen|reach|call)\b",
        r"\b(e-?)?mail ?(adres(sen)?|address(es)?)\b|\be-?mails? (van|of)\b",
        r"\b(contactgegevens|contact details|huisadres|woonadres|home address|privéadres)\b",
        r"\b(adres|address)\b.{0,25}\b(woont|lives?)\b|"
        r"\b(welke?|which) (house|huis|straat|street)\b.{0,25}\b(live|woont)\b",
        r"\b(geboortedatum|date of birth|achternaam|surname|last name|burgerservicenummer)\b",
        r"\b(echte|real|(zijn|haar|his|her) (volledige|full)) (naam|name)\b",
        r"\bwie is .{0,25}\bin het echt\b|\bwho is .{0,25}\breally\b",
        rf"\b(volledige naam van|full name of) ((de|the|een|an?) )?{ROLE}\b",
        rf"\b(waar woont|where does) {PERSON}|\bwhere (he|she) lives\b",
        r"\b(bel ik|call him|call her|I reach .{1,30} by phone)\b",
        r"\b(kan ik|can I|do I)\b.{1,40}\b(privé|in person|personally|persoonlijk)\b",
    ),
    "invention": (
        r"\b(verzin|bedenk|fabriceer)\b.{0,40}"
        r"\b(bron|citaat|quote|cijfer|verwijzing|uitspraak|pagina|getal)",
        r"\b(make up|invent|fabricate) (\w+ ){0,3}"
        r"(source|quote|citation|reference|figure|page|sentence)s?\b",
        rf"\b(fake|made-up|bogus|fictitious|verzonnen|fictieve?|nep)[- ]?(\w+ )?{SOURCE}",
        rf"\b{SOURCE}\b.{{0,60}}\b(verzonnen|does not exist|doesn.t exist|niet bestaat)\b",
        rf"{OPENING}(verander|wijzig|pas|change|alter|edit|fake|forge)\b.{{0,20}}\b{SOURCE}",
        rf"{OPENING}attribute\b.{{0,30}}\bto\b|{OPENING}schrijf .{{0,40}}\btoe aan\b",
        r"\b(doe alsof|pretend).{0,40}\b(staat|stond|rapport|report|says|said)\b",
        rf"{OPENING}(schrijf|zeg|beweer|write|say|state|claim) (gewoon |just |simply |op |down )?"
        rf"(dat|that)\b.{{0,60}}\b(concludeert|zegt|stelt|adviseert|vindt|says|concludes|"
        rf"recommends|finds|states|voorstander|{DOCUMENTS})\b",
    ),
    "diagnosis": (
        rf"\b(welke|what|which) (\w+ )?(diagnose|stoornis|diagnosis|disorder)\b.{{0,60}}\b{KNOWN}",
        r"\b(stel|geef) (\w+ ){0,2}diagnose\b",
        rf"{OPENING}(make|give) (\w+ ){{0,2}}diagnosis\b",
        r"\b(diagnosticeer|diagnose) (deze|mijn|this|my|him|her)\b",
        rf"\b(heeft|is|lijdt|has|does|suffers)\b (\w+ ){{0,2}}?{KNOWN}.{{0,30}}\b{CONDITION}",
        rf"\b(beoordeel|assess|judge|evaluate)\b.{{0,20}}\b(of|whether|if) {KNOWN}",
        rf"\bis {KNOWN} (klaar|ready|toe aan|able to)\b",
        rf"\b(medicijn|medicatie|medication|medicine|pill|drug)\w*\b.{{0,15}}"
        rf"\b(moet|kan|mag|should|must|can) {KNOWN}",
        rf"\b(moet|should) (ik|I|we)\b.{{0,10}}{KNOWN}.{{0,30}}\b(opne|admit|section)",
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
