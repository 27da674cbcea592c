"""Names, places and reports that a question mentions."""

import re
from collections.abc import Mapping

from corpus.document import Document, Span

# The sixteen municipalities, their districts in the reports, and towns elsewhere that the reports
# or readers compare with. Others are known by "in" or "gemeente" before a capital.
PLACES = """Bunnik, De Bilt, De Ronde Venen, Houten, IJsselstein, Lopik, Montfoort, Nieuwegein,
Oudewater, Stichtse Vecht, Utrecht, Utrechtse Heuvelrug, Vianen, Vijfheerenlanden,
Wijk bij Duurstede, Woerden, Zeist, Kanaleneiland, Overvecht, Utrecht-West, Utrecht-Zuid-Oost,
Noordwest, Zuid-Oost, Zuidoost, Lunetten, Hoograven, Leidsche Rijn, Vleuten-De Meern, Zuilen,
Ondiep, Vollenhove, Lombok, Breukelen, Maarssen, Doorn, Driebergen, Bilthoven, Mijdrecht, Culemborg,
Amersfoort, Veenendaal, Almelo, Almere, Amsterdam, Apeldoorn, Arnhem, Assen, Breda, Den Bosch,
's-Hertogenbosch, Den Haag, The Hague, Deventer, Dordrecht, Drechtsteden, Ede, Eindhoven, Enschede,
Gouda, Groningen, Haarlem, Haarlemmermeer, Hilversum, Hoorn, Leeuwarden, Leiden, Lelystad,
Maastricht, Middelburg, Nijmegen, Noord-Veluwe, Nunspeet, Rotterdam, Tilburg, Twente, Zwolle"""
KNOWN = "|".join(sorted((re.escape(" ".join(p.split())) for p in PLACES.split(",")), key=len)[::-1])
CAPITALISED = r"(?-i:[A-Z][a-zé]+(?:-[A-Z]?[a-zé]+)*)"
PLACE = re.compile(
    rf"\b(?:(?:{KNOWN})(?![\w-])|(?<=\bin )(?!.* (?:in|je|van) [A-Z]){CAPITALISED}|"
    rf"(?<=\bgemeente ){CAPITALISED})",
    re.IGNORECASE,
)
# "Amsterdam, Rotterdam en Den Haag": one answer to where.
JOINED = re.compile(r"\s*(?:,|\ben\b|\band\b|&)\s*")
WORD = re.compile(r"[^\W\d_][^\W_]*(?:[-'’][^\W_]+)*")
SENTENCE_END = (".", "?", "!", ":")
QUOTE_MARKS = ("'", '"', "“", "‘")
# Little words within a name: "Thuis in je Wijk", "Raad van State".
INNER = re.compile(r"\s+(?:(?:in (?:je|de)|je|de|den|der|van|van de|of|of the)\s+)?")
REPORT = re.compile(
    r"(?:(?:rapport|report|studie|study|onderzoek|document|stuk|publicatie|publication)\b"
    r"(?:\s+(?:uit|van|from|of|in))?\s+(?P<after>(?:19|20)\d\d)|(?P<before>(?:19|20)\d\d)\s+"
    r"(?:rapport|report|studie|study|onderzoek|document))\b",
    re.IGNORECASE,
)
YEAR_ALONE = re.compile(r"\W*(?:in|uit|van|from|of)\s+((?:19|20)\d\d)\W*$", re.IGNORECASE)
OPENERS = r"(?:(?:in|uit|van|volgens|from|of|according to|by)\s+)?(?:(?:de|het|the|dat|that)\s+)?"


def names_in(question: str) -> list[str]:
    """Capitalised words within a sentence, words with two capitals, and what stands in quotes."""
    return [question[span.start : span.end] for span in name_spans(question)]


def name_spans(question: str) -> list[Span]:
    """Where names stand; words of one name together, places left in."""
    spans: list[Span] = []
    for match in WORD.finditer(question):
        if _is_name(question, match):
            joined = spans and INNER.fullmatch(question, spans[-1].end, match.start())
            start = spans.pop().start if joined else match.start()
            spans.append(Span(start, match.end()))
    return spans


def _is_name(question: str, match: re.Match[str]) -> bool:
    word, before = match.group(), question[: match.start()].rstrip()
    opens = not before or before.endswith(SENTENCE_END)
    capital = word[0].isupper() and not opens and word != "I"
    return capital or sum(c.isupper() for c in word) >= 2 or before.endswith(QUOTE_MARKS)


def place_span(question: str) -> Span | None:
    """Where the first place stands, with those that are named in one breath with it."""
    found = list(PLACE.finditer(question))
    if not found:
        return None
    end = found[0].end()
    for match in found[1:]:
        if not JOINED.fullmatch(question, end, match.start()):
            break
        end = match.end()
    return Span(found[0].start(), end)


def mentioned_reports(question: str, documents: Mapping[str, Document]) -> tuple[str, ...]:
    """Ids of the reports that `question` names by their year, or by the first words of their id."""
    years = [match["after"] or match["before"] for match in REPORT.finditer(question)]
    years += YEAR_ALONE.findall(question)
    return tuple(
        id
        for id, document in documents.items()
        if str(document.year) in years or re.search(_short_name(id), question, re.IGNORECASE)
    )


def without_reports(question: str, documents: Mapping[str, Document]) -> str:
    """`question` without the words that name reports."""
    for pattern in (*(_short_name(id) for id in documents), REPORT.pattern, YEAR_ALONE.pattern):
        question = re.sub(rf"{OPENERS}(?:{pattern})", " ", question, flags=re.IGNORECASE)
    return question


def _short_name(id: str) -> str:
    """A pattern for a report's id in words, without its year and what else holds figures."""
    words = [re.escape(word) for word in id.split("-") if word.isalpha()]
    return rf"\b{'[ -]'.join(words)}\b"
