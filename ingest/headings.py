"""Proposes the headings of a report that has no outline checked by hand, by rules for any text."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.blocks import BULLET, DASH, ENDED, LETTER_O
from ingest.outline import Heading, LineRange, Outline
from ingest.places import folded
from ingest.readers.text import Line
from ingest.vocabulary import FUNCTION_WORDS

NUMBERED = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}[a-z]?\.?)\s+(?=[A-ZÀ-Ý(‘“])"
)
NAMED = re.compile(
    r"(?:bijlage|deel|hoofdstuk|blok|appendix)(?:\s+\d{1,2}|\s[A-Z])?\b", re.IGNORECASE
)
MARKDOWN = re.compile(r"(#{1,6})\s+")
UNREAD = re.compile(
    r"(?:[\d.]+\s+)?(?:inhoud(?:sopgave)?|literatuur(?:lijst)?|bronnen(?:lijst)?|referenties"
    r"|geraadpleegde (?:literatuur|bronnen)|bibliografie)$",
    re.IGNORECASE,
)
DECIMAL = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=[A-ZÀ-Ý(‘“])")
CHAPTER = re.compile(r"\d{1,2}\s+(?=[A-ZÀ-Ý(‘“])")
LONGEST, MOST_WORDS, SHORT, FULL_LINE = 130, 14, 0.8, 60
HANGING = re.compile(r"[,;:–&(/-]$")


def propose_outline(lines: Sequence[Line], titles: Mapping[str, int], width: int) -> Outline:
    """`lines` without furniture; `titles` of the table of contents; `width` of a full line."""
    shown = [at for at, line in enumerate(lines) if line.text.strip()]
    headings = list(_headings(lines, shown, titles, width))
    return Outline(tuple(headings), unread=tuple(find_unread(headings, lines)))


def _headings(
    lines: Sequence[Line], shown: Sequence[int], titles: Mapping[str, int], width: int
) -> Iterator[Heading]:
    depth, previous, unseen = 0, -1, set(titles)
    in_contents = _contents_lines(lines)
    for index, at in enumerate(shown):
        text = lines[at].text.strip()
        listed = folded(text) in unseen and at not in in_contents and not BULLET.match(text)
        if at in in_contents or not (
            listed or _looks_like_one(lines, shown, index, previous, width)
        ):
            continue
        unseen.discard(folded(text))
        level = _level(text, listed, depth)
        depth = level if NUMBERED.match(text) or NAMED.match(text) or listed else depth
        previous = index
        yield Heading(lines[at].number, MARKDOWN.sub("", text), level)


def _looks_like_one(
    lines: Sequence[Line], shown: Sequence[int], index: int, previous: int, width: int
) -> bool:
    text = lines[shown[index]].text.strip()
    chapter = CHAPTER.match(text) and lines[shown[index]].starts_page
    if chapter or any(sure.match(text) for sure in (MARKDOWN, DECIMAL, UNREAD)):
        return _could_be(text, MOST_WORDS + 6)
    if not _could_be(text, MOST_WORDS) or len(text) > SHORT * width or index + 1 >= len(shown):
        return False
    above = lines[shown[index - 1]].text.strip() if index else ""
    gap = shown[index] - shown[index - 1] - 1 if index else 2
    opens = lines[shown[index]].starts_page or not index or index - 1 == previous
    closed = ENDED.search(above) is not None or len(above) < SHORT * width
    if not (opens or (gap and (closed or gap > 1))):
        return False
    return NAMED.match(text) is not None or _is_followed(lines, shown, index, width, opens)


def _could_be(text: str, most_words: int) -> bool:
    if len(text) > LONGEST or len(text.split()) > most_words or HANGING.search(text):
        return False
    if any(mark.match(text) for mark in (BULLET, DASH, LETTER_O)):
        return False
    bare = NUMBERED.sub("", text).lstrip("‘“'\"(")
    ends = text.endswith((".", "”", "’")) and not re.search(r"[‘“].*[”’]$", text)
    last = text.split()[-1].lower()
    return bool(bare) and bare[0].isupper() and not ends and last not in FUNCTION_WORDS


def _is_followed(
    lines: Sequence[Line], shown: Sequence[int], index: int, width: int, opens: bool
) -> bool:
    """A heading has text under it: a full line that begins a sentence, or a list."""
    text, following = lines[shown[index]].text.strip(), lines[shown[index + 1]].text.strip()
    enough = min((0.6 if opens else SHORT) * width, FULL_LINE)
    full = len(following) >= max(enough, len(text) + 1)
    begins = following[0].isupper() or following[0].isdigit() or following[0] in "‘’“'\"(€"
    item = any(mark.match(following) for mark in (BULLET, DASH))
    in_list = NUMBERED.match(text) is not None and NUMBERED.match(following) is not None
    return ((full and begins) or item) and not in_list


def _level(text: str, listed: bool, depth: int) -> int:
    marked, numbered = MARKDOWN.match(text), NUMBERED.match(text)
    if marked is not None:
        return len(marked[1])
    if numbered is not None:
        return len(re.findall(r"\d+|[a-z]", numbered["number"]))
    return 1 if listed or NAMED.match(text) else depth + 1


def _contents_lines(lines: Sequence[Line]) -> set[int]:
    """Positions of the table of contents: from its title to its last entry."""
    entries = {at for at, line in enumerate(lines) if re.search(r"\D\s\d{1,3}\s*$", line.text)}
    title = next((at for at, line in enumerate(lines) if UNREAD.match(line.text.strip())), None)
    last, misses = title, 0
    for at in range(title + 1, len(lines)) if title is not None else []:
        misses = 0 if at in entries else misses + bool(lines[at].text.strip())
        if misses > 2:
            break
        last = at if at in entries else last
    return set(range(title + 1, last + 1)) if title is not None and last is not None else set()


def find_unread(headings: Sequence[Heading], lines: Sequence[Line]) -> Iterator[LineRange]:
    """Contents and literature run from under their heading to the next one."""
    ends = [heading.line - 1 for heading in headings[1:]] + [lines[-1].number if lines else 0]
    for heading, end in zip(headings, ends, strict=False):
        if UNREAD.match(heading.text) and end > heading.line:
            yield heading.line + 1, end
