"""Puts line ends together again: broken words, hyphens that stay, and lost soft hyphens."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.readers.text import Line
from ingest.vocabulary import FUNCTION_WORDS, Vocabulary, word_set, words_of

LAST_PART = re.compile(r"(?P<word>[\w’']+(?:[-\u2010\u2011][\w’']+)*)[-\u00ad\u2010\u2011] ?$")
FIRST_WORD = re.compile(r"[^\W\d_]+")
LAST_WORD = re.compile(r"(?:^|[\s(‘“'\"/-])([^\W\d_]+)$")
# After a hyphen these words open the second half of a list: "zorg- en welzijn".
LIST_WORDS = word_set("en of tot als dan naar versus respectievelijk noch maar")
PART_IN_BRACKETS = re.compile(r"\([^\W\d_]+\)$")
ACRONYM = re.compile(r"[A-Z0-9][A-Z0-9&.]*[A-Z0-9]|.*\d")
PREFIXES = word_set("niet non ex oud anti pro semi quasi pseudo ggz wmo wlz pgb lvb epa tv it")
CLASHES = word_set("aa ae ai ao au ea ee ei eo eu ia ie ii io iu oa oe oi oo ou ua ue ui uu ij")
# Where nearly all line ends carry a space, a line end without one is a lost soft hyphen.
NEAR, BARE_ENDS, LONGEST_WORD = 4, 2, 120
TRAILING_SPACE_SHARE, ENOUGH_LINE_ENDS = 0.95, 50


@dataclass(frozen=True, slots=True)
class LineEnds:
    """How the line ends of one report are read: by its words, and by its habit of ending lines.

    `width` is the usual number of characters of a full line; it is large where a line is a whole
    paragraph.
    """

    words: Vocabulary
    spaces_kept: bool
    width: int

    def join(self, left: str, right: str) -> str:
        """`left` as it stands before `right` on one line: "noodzake", "24-", "zorg- " or "de "."""
        bare, end = left.rstrip(" "), left[-LONGEST_WORD:]
        last = LAST_PART.search(end)
        if last is not None and not bare.endswith(" -"):
            return bare[:-1] + self._after_hyphen(last["word"], right, bare[-1], left != bare)
        tight = self.spaces_kept and not left.endswith(" ") and right[:1].isalpha()
        if bare.endswith("/") and (tight or _is_link(end.rstrip(" "))):
            return bare
        in_brackets = PART_IN_BRACKETS.search(end.rstrip(" ")) is not None
        if (tight and in_brackets) or self._is_broken(end, right):
            return bare
        return bare + " "

    def _after_hyphen(self, last: str, right: str, hyphen: str, loose: bool) -> str:
        """The hyphen, with or without a space, or nothing where it only marked the line end."""
        opening = FIRST_WORD.match(right.lstrip("(‘'"))
        if opening is None:
            return hyphen if right[:1].isdigit() else f"{hyphen} "
        first = opening.group()
        if first in LIST_WORDS and not right.startswith(first + "-"):
            return f"{hyphen} "
        if hyphen == "\u00ad":
            return ""
        if right[:1] in "‘“" or first[0].isupper() or ACRONYM.fullmatch(last):
            return hyphen
        if loose and not self.words.knows(last + first):
            return f"{hyphen} "
        return hyphen if self._keeps_hyphen(last, first) else ""

    def _keeps_hyphen(self, last: str, first: str) -> bool:
        word = (last + first).lower()
        with_hyphen = self.words.counts[f"{last}-{first}".lower()]
        tail = re.split("[-\u2010\u2011]", last)[-1].lower()
        if with_hyphen or self.words.counts[word]:
            return with_hyphen > self.words.counts[word]
        if self.words.knows(tail + first):
            return False
        if last[0].isupper() and not self.words.makes_word(word):
            return True
        clash = (tail[-1] + first[0]).lower() in CLASHES and self.words.knows(tail)
        return tail in PREFIXES or (clash and self.words.knows(first)) or len(tail) == 1

    def _is_broken(self, left: str, right: str) -> bool:
        """True where a word was broken without any mark; when in doubt it was not."""
        last, first = LAST_WORD.search(left), FIRST_WORD.match(right)
        if last is None or first is None or not right[0].islower():
            return False
        one, two = last.group(1), first.group()
        if right.startswith(("www.", "http")) or len(one + two) <= 5:
            return False
        known = self.words.knows(one + two)
        if self.spaces_kept:
            return known or not ({one.lower(), two} & FUNCTION_WORDS)
        return known and not (self.words.knows(one) and self.words.knows(two))


def learn_line_ends(lines: Sequence[Line]) -> LineEnds:
    texts = [line.text for line in lines]
    shown = [text for text in texts if text.strip()]
    goes_on = [
        left
        for left, right in pairwise(shown)
        if right[0].islower() and (left[-1].isalpha() or left.endswith(" "))
    ]
    with_space = sum(left.endswith(" ") for left in goes_on)
    kept = len(goes_on) >= ENOUGH_LINE_ENDS and with_space >= TRAILING_SPACE_SHARE * len(goes_on)
    return LineEnds(words_of(texts), kept, _usual_width(shown))


def _usual_width(texts: Sequence[str]) -> int:
    """The middle of the longer half: the shorter are ends of paragraphs, headings and lists."""
    lengths = sorted(len(text) for text in texts)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def even_line_ends(lines: Sequence[Line]) -> list[Line]:
    """Where several lines close together end without a space, that tells nothing: they get one.

    Where no line at all ends with a space, as in a PDF, none is a habit, and none is given.
    """
    if not any(line.text.endswith(" ") for line in lines):
        return list(lines)
    shown = [at for at, line in enumerate(lines) if line.text.strip()]
    bare = [
        lines[at].text[-1].isalpha() and lines[below].text[0].islower()
        for at, below in pairwise(shown)
    ]
    result = list(lines)
    for index, is_bare in enumerate(bare):
        if is_bare and sum(bare[max(0, index - NEAR) : index + NEAR + 1]) > BARE_ENDS:
            at = shown[index]
            result[at] = replace(lines[at], text=lines[at].text + " ")
    return result


def _is_link(text: str) -> bool:
    return re.search(r"(?:https?://|www\.)\S*$", text) is not None
