"""Sentences in which a document defines a term, found by the ways in which Dutch defines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import Quote, Sentence, Span, StoredText


@dataclass(frozen=True, slots=True)
class Definition:
    """A term as its document writes it, and the sentence that defines it.

    An abbreviation has what it stands for.
    """

    term: str
    quote: Quote
    stands_for: str = ""


# A definition opens its sentence, or the quotation that a colon announces.
START = r"(?:^|: )[‘“'\"]?(?:De |Het |Een |de |het |een )?[‘“'\"]?"
NAME = r"(?P<term>[^\W\d_][\w/-]*(?: [\w/-]+){0,3}?)[’”'\"]?"
SHORT_NAME = r"(?P<term>[^\W\d_][\w/-]*(?: [\w/-]+)?)[’”'\"]?"
VERBS = r"(?:verstaan|verstaat|(?:wordt|worden) (?:\w+ )?verstaan)"
# What follows the genus tells this thing from others of its kind; a genus that only praises or
# blames does not define.
WHICH = r"(?:die|dat|waar\w*|wie|om|voor|van|bedoeld|met|tussen|door|gericht)\b"
VALUE = (
    r"\w*(?:voorwaarde|factor|kwestie|droom|verhaal|katalysator|uitdaging|probleem|stap|voorbeeld"
    r"|gevolg|onderdeel|taak|verantwoordelijkheid|belang|practice|pleitbezorger|ding|baken)\b"
)
KIND = (
    rf"(?:een (?:(?!{WHICH}|{VALUE})[\w-]+,? ){{0,4}}?(?!{VALUE})[\w-]+"
    r"|het (?:proces|vermogen|geheel|recht|principe|bieden|samenspel))"
)
WAYS = tuple(
    re.compile(way)
    for way in (
        rf"\b[Oo]nder (?:de |het |een )?[‘“'\"]?{NAME} {VERBS}\b",
        rf"\b[Mm]et (?:de |het |een )?(?:begrip |term )?[‘“'\"]?{NAME} "
        r"(?:bedoelen|bedoelt|wordt? .{1,80}bedoeld)\b",
        rf"{START}{NAME} (?:houdt|houden) in(?: dat\b|:)",
        rf"{START}{NAME} betekent(?: [\w-]+){{0,3}}?(?: dat\b|:)",
        rf"{START}{NAME} (?:is|zijn) {KIND} {WHICH}",
        rf"{START}{NAME} (?:wordt|worden|is|zijn) (?:\w+ )?(?:gedefinieerd|omschreven) als\b",
        rf"(?:{START}|\b(?:de|het|een) ){SHORT_NAME},? \(?(?:oftewel|ofwel)[,:]? ",
        rf"{START}{NAME} (?:heeft betrekking op|omvat(?! ook)|behelst|betreft het|gaat over"
        r"|heeft als doel|is bedoeld (?:als|voor)|verwijst naar het"
        r"|richt zich op (?:mensen|het))\b",
        rf"^Een {NAME} (?:bestaat uit|biedt een)\b",
        rf"\b(?:beter|inmiddels|ook) bekend als (?:de |het )?{NAME}[.,;]",
        rf"^Bij (?:de |het |een )?{NAME} gaat het (?:om|over)\b",
        rf"{START}afkorting {NAME} staat voor\b",
        rf"\b[Dd]efinitie van [‘“'\"]?{NAME} (?:is|luidt|wordt|gehanteerd|van)\b.{{0,80}}:",
    )
)
# "Dit wordt een ‘X’ genoemd": X is named here, and told in the sentence before.
NAMED_HERE = re.compile(
    r"^(?:Dit|Dat|Deze|Zo'n)(?: \w+)? (?:wordt|worden|heet|heten|noemen)\b.{0,40}"
    r"[‘“'\"](?P<term>[^’”'\"]{3,50})[’”'\"](?: genoemd)?\.$"
)
# "Hiermee bedoelen zij …": X is told here, and named in the sentence before.
TOLD_HERE = re.compile(
    r"Hiermee bedoel|(?:Hier|Daar)onder (?:verstaa|wordt verstaan)|(?:Dit|Dat) betekent zoveel als"
)
NAMED_BEFORE = re.compile(
    r"[‘“'\"](?P<quoted>[^’”'\"]{3,50})[’”'\"](?![\w])|"
    r"\b(?:hun|de|het|een|over|aan|van) (?P<last>[\w-]+(?: [\w-]+)?)[.:]$"
)
LISTED = re.compile(rf"^[‘“'\"]?{NAME} ?(?:[:=–]|\t)\s+\S.{{15,}}")
EXPLAINING = re.compile(
    r"begrippen|definities|verklarende woorden|woordenlijst|afkortingen|terminologie|glossar",
    re.IGNORECASE,
)
# No term begins or ends with these: pronouns, numbers, and words that join sentences.
NO_TERM = frozenset(
    """dit dat deze die daar er hij zij ze wij we ik je u men hier zo dus en of maar want als ook
    nog wat wie waar hoe zijn haar hun ons onze mijn elk elke ieder iedere alle veel vaak
    soms niet meer minder daarnaast verder bovendien echter tevens vervolgens toch vooral
    wel opvallend vanuit volgens in op met bij van voor om door na tijdens naast is was
    wordt een de het alles iets te naar over uit aan tot geen sommige andere eerste tweede
    derde laatste enige mooi overigens""".split()
)
# Words for the report itself and its parts; alone they name what went before, and nothing else.
GENERAL = frozenset(
    """programma onderzoek pilot project proeftuin doelgroep netwerk hoofdstuk eindproduct
    verandering voorbeeld basis doel hoofddoel subdoel vervolgstap maatregelen maatregel
    training methode werkwijze aanpak initiatief rapport studie uitgangspunt resultaat
    gevolg reden conclusie huis hiervan traject hierbij daarvan hierover werk sleutel
    familie plan vraag rapportage advies keten bijeenkomst hoofdvraag antwoord idee team""".split()
)
JOINING = re.compile(r"(?:hier|daar|er)\w+", re.IGNORECASE)
ACTING = re.compile(r"\w+en van\b")


def find_definitions(stored: StoredText) -> Iterator[Definition]:
    """Whole, exact sentences; where one only names what the last one tells, both together."""
    before: Sentence | None = None
    for sentence in stored.sentences:
        text = stored.text[sentence.span.start : sentence.span.end]
        if sentence.exact and not text.endswith("?"):
            section = " ".join(stored.section_path(sentence.span)[-1:])
            for term in dict.fromkeys(_defined(text, bool(EXPLAINING.search(section)))):
                yield Definition(term, quote_of(stored, sentence.span))
            if before and _follows(stored, before, sentence):
                span = Span(before.span.start, sentence.span.end)
                for term in _named_across(stored.text[before.span.start : before.span.end], text):
                    yield Definition(term, quote_of(stored, span))
        before = sentence


def quote_of(stored: StoredText, span: Span) -> Quote:
    return Quote(
        stored.document,
        span,
        stored.text[span.start : span.end],
        stored.section_path(span),
        stored.page_label(span),
    )


def _defined(text: str, in_list: bool) -> Iterator[str]:
    for way in (*WAYS, *((LISTED,) if in_list else ())):
        found = way.search(text)
        if found and _may_be_term(found["term"]):
            yield found["term"]


def _named_across(before: str, text: str) -> Iterator[str]:
    """The term that two sentences define together."""
    called = NAMED_HERE.search(text)
    if called:
        yield called["term"]
    named = NAMED_BEFORE.search(before) if TOLD_HERE.match(text) else None
    if named:
        yield named["quoted"] or named["last"]


def _may_be_term(name: str) -> bool:
    found = name.casefold().split()
    outer = {found[0], found[-1]}
    general = found[-1] in GENERAL or (found[0] in GENERAL and found[-1].isdigit())
    empty = outer & NO_TERM or general or JOINING.match(name) or ACTING.match(name)
    return not empty and len(name) > 2


def _follows(stored: StoredText, before: Sentence, sentence: Sentence) -> bool:
    """In the same paragraph, and itself fit to be quoted."""
    return before.exact and "\n" not in stored.text[before.span.end : sentence.span.start]
