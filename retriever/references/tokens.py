"""Stands in for titles and sections while citeproc sets a reference, and corrects what it made."""

import re
from collections.abc import Sequence

from retriever.references.names import Name, Organisation, Person
from retriever.references.rich import ANY_MARK

FIRST_TOKEN, ANY_TOKEN = 0xE100, "[\ue100-\uf8ff]"
FIRST_YEAR = 7000
YEAR = re.compile(r"(?<!\d)7\d{3}(?!\d)")


class Tokens:
    """Each text that is held has one character, or one year, in its place."""

    def __init__(self) -> None:
        self._tokens: dict[tuple[str, str], str] = {}
        self._years: dict[int, str] = {}

    def hold(self, kind: str, text: str) -> str:
        """A private-use character: no case to change, no space to break at. A text of the same
        kind has the same one."""
        return self._tokens.setdefault((kind, text), chr(FIRST_TOKEN + len(self._tokens)))

    def hold_year(self, text: str) -> int:
        year = FIRST_YEAR + len(self._years)
        self._years[year] = text
        return year

    def fill(self, text: str) -> str:
        """With the texts themselves; one that ends a sentence gets no second full stop."""
        texts = {token: text for (_, text), token in self._tokens.items()}
        years = YEAR.sub(lambda match: self._years.get(int(match[0]), match[0]), text)
        parts = re.split(rf"({ANY_TOKEN})((?:{ANY_MARK})*)(\.?)", years)
        filled = [parts[0]]
        for token, marks, stop, rest in zip(*(parts[n::4] for n in range(1, 5)), strict=True):
            held = texts[token]
            ended = held.endswith((".", "!", "?", "…"))
            filled += [held, marks, "" if ended else stop, rest]
        return "".join(filled)


def said_once(text: str) -> str:
    """Without the second of two equal titles: where there is no author, a style puts the title in
    its place, and citeproc-py 0.11 then forgets to leave it out further on."""
    marks = f"(?:{ANY_MARK})*"
    match = re.search(rf"^(.*?({ANY_TOKEN}).*?)\s*({marks})\2({marks})(.*)$", text, re.DOTALL)
    if match is None:
        return text
    before, after = match[1].rstrip(",:;"), match[5]
    if before[-1] == ".":
        after = after.removeprefix(".")
    return before + match[3] + match[4] + after


def name_place(text: str, token: str, word: str) -> str:
    """With `word` before a section or chapter where the style forgets it."""
    before, found, after = text.partition(token)
    is_named = re.search(rf"(?:[^\W\d][.]?|§)(?:{ANY_MARK}|\s)*$", before)
    return text if is_named or not found else f"{before}{word} {found}{after}"


def capitalise_particles(text: str, authors: Sequence[Name]) -> str:
    """Dutch writes "Van den Berg" where no given name or initial goes before it."""
    for name in authors:
        if isinstance(name, Person) and name.particle:
            whole = re.escape(f"{name.particle} {name.family}")
            particle = name.particle[0].upper() + name.particle[1:]
            given = rf"(?<!{re.escape(name.given)}\s)" if name.given else ""
            alone = rf"(?<!\.\s)(?<!\b[A-Z]\s){given}(?<!\w){whole}"
            text = re.sub(alone, f"{particle} {name.family}", text)
    return text


def join_two_organisations(text: str, authors: Sequence[Name]) -> str:
    """The comma before the last of two authors is for initials, of which organisations have none;
    citeproc-py 0.11 sets it all the same."""
    match authors:
        case [Organisation(first), Organisation(last)]:
            pair = rf"({re.escape(first)}), (\S+ {re.escape(last)})"
            return re.sub(pair, r"\1 \2", text)
        case _:
            return text
