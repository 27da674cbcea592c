"""Dutch sentence boundaries: abbreviations, initials, dates, numbers, quotes and brackets."""

import re
from collections.abc import Iterator


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


# A full stop, or more, with what closes after it: the only places where a sentence can end.
STOP = re.compile(
    r"(?:[.!?…]+)(?P<closing>[”’\"'»)\]*]*)(?=\s|$)|(?<=[a-zà-ÿ]{2})[.!?…]+(?=[A-ZÀ-Ý][a-zà-ÿ]+ )"
)
OPENING = "‘“\"'«([„‚’”"
# Followed by a name or by what is meant: never the end of a sentence.
BEFORE_MORE = _words(
    "dhr mw mevr mej dr drs ir ing mr prof ds st jl jr bijv bv vb vgl zgn zog zg z.g ca "
    "circa resp incl excl inkl m.n m.b.t m.b.v m.u.v t.a.v t.b.v t.o.v t.g.v t.h.v t.m "
    "t.w i.v.m i.p.v i.c.m i.t.t i.s.m i.h.k.v i.o o.a o.b.v o.g.v o.l.v o.m o.i.d.v "
    "d.m.v d.w.z a.d.h.v n.a.v w.o v.a v.w.b r.v.s l.g.v b.v d.i c.q n.v eds red vert gem "
    "vs cf et i.e e.g alg div g.g.z"
)
# Abbreviations only beside a number: "art. 4", "3 jan. 2024", but "met Jan. Hij".
BESIDE_NUMBER = _words(
    "jan feb febr mrt apr jun jul aug sept sep okt nov dec no nr nrs art artt p pp blz "
    "fig tab par hfdst hoofdst bijl min max tel afd aant"
)
# These may close a sentence; then the next word decides.
MAY_END = _words("etc enz e.d ed al m.m nl e.a o.i.d e.v a.u.b o.d s.v.p n.v.t p.j p.m mln mld")
STARTERS = _words(
    "de het een dit dat deze die er en maar ook in op met bij voor na om uit van door als "
    "wanneer wie wat waar hoe zij ze hij wij we je u ik men daarnaast daarbij daarom "
    "verder zo tevens niet naast binnen hierdoor hierbij vanuit tijdens omdat doordat "
    "zodat toch want dus aan tot over onder zie eén één eerst ten te bovendien daardoor "
    "alle veel sommige enkele"
)
# So many characters around a full stop decide.
REACH = 250
MONTHS = _words(
    "januari februari maart april mei juni juli augustus september oktober november december"
)
WORD_BEFORE = re.compile(r"[\w.’'-]*\w$")
CITATION = re.compile(
    r"\s*\((?=[^()]*(?:\d{4}|\bR\d|communicatie|et al|red\.))[^()]*(?:\([^()]*\)[^()]*)*\)[.;,]?"
)
ELISION = re.compile(r"[’‘'][snt](?:[\s-])")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the sentences of one paragraph, white space at their edges left out."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end in [*_ends(text), len(text)]:
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if right > left:
            spans.append((left, right))
        start = max(start, end)
    return spans


def _ends(text: str) -> Iterator[int]:
    for stop in STOP.finditer(text):
        citation = CITATION.match(text, stop.end()) if stop["closing"] else None
        if citation is not None and _goes_past(text, citation.end()):
            yield citation.end()
        elif _ends_here(text, stop):
            yield stop.end()


def _goes_past(text: str, at: int) -> bool:
    """True where a citation in brackets closes the sentence that was quoted before it."""
    rest = text[at : at + REACH].lstrip()
    return not rest or (text[at - 1] == "." or _starts_sentence(rest))


def _ends_here(text: str, stop: re.Match[str]) -> bool:
    rest = text[stop.end() : stop.end() + REACH].lstrip()
    if not rest or not _starts_sentence(rest):
        return False
    if _inside_brackets(text, stop.end()):
        return False
    sign = stop.group().rstrip("”’\"'»)]*")
    if sign != ".":
        return True
    return not _is_abbreviation(
        text[max(0, stop.start() - REACH) : stop.start()], rest, bool(stop["closing"])
    )


def _inside_brackets(text: str, at: int) -> bool:
    """True within brackets that opened in the middle of a sentence and close not far on."""
    opening = text.rfind("(", max(0, at - REACH), at)
    closing = text.find(")", at, at + REACH)
    if opening <= 0 or closing < 0 or ")" in text[opening:at] or "(" in text[at:closing]:
        return False
    return text[:opening].rstrip()[-1:] not in ".!?"


def _starts_sentence(rest: str) -> bool:
    if ELISION.match(rest):
        return True
    bare = rest.lstrip(OPENING)
    if not bare:
        return False
    if rest[0] == "(" and re.match(r"\([^()]*\)\s+[a-zà-ÿ]", rest):
        return False
    bare = bare.lstrip(".… ") or bare
    return bare[0].isupper() or bare[0].isdigit() or bare[0] in "€•@#"


def _is_abbreviation(before: str, rest: str, closed: bool) -> bool:
    found = WORD_BEFORE.search(before)
    word = found.group() if found is not None else ""
    next_word = re.split(r"[^\w’'-]", rest.lstrip(OPENING), maxsplit=1)[0]
    lower = word.lower().lstrip("’'")
    if re.fullmatch(r"(?:[A-Z]\.?|[A-Z][a-z]?(?:\.[A-Z])+)", word):
        return not (closed or next_word.lower() in STARTERS) or (len(word) == 1 and not closed)
    if word.isdigit():
        return next_word.lower() in MONTHS or (len(word) <= 2 and _counts_items(before, word))
    if lower in MAY_END:
        return next_word.lower() not in STARTERS and not rest[0].isupper()
    if lower in BESIDE_NUMBER:
        return rest[0].isdigit() or re.search(r"\d\s*$", before[: -len(word)]) is not None
    return lower in BEFORE_MORE and not closed


def _counts_items(before: str, word: str) -> bool:
    """A bare number at the start of a paragraph numbers it."""
    return before.strip() == word
