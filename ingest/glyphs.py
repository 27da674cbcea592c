"""Cleans one line of signs that no reader sees: private glyphs, ligatures, Markdown, tabs."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.text import Line

LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
PRIVATE_BULLET = re.compile(r"^\s*[\ue000-\uf8ff](?=\s+\w)")
RUBBISH = re.compile(
    r"[\ue000-\uf8ff\ufffd\ufffe\uffff\u200b-\u200d\u2060\ufeff\x00-\x08\x0e-\x1f]+"
)
PICTOGRAM = re.compile(r"^\s*[\u2600-\u26ff\u2709\U0001f300-\U0001faff]\ufe0f?\s+")
WHITE_SPACE = re.compile(r"\s+")
EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*])")
# An entry of a list of links: its arrow stands at the end of the line.
ARROWED = re.compile(r"^\s*([^\W_].*?)[\t ]+[>›→]\s*$")
LINK = re.compile(r"<((?:https?://|www\.)[^<>\s]+)>")


def clean_lines(lines: Sequence[Line]) -> list[Line]:
    """The same lines, white space folded; a space at a line's end is kept: it tells something."""
    return [replace(line, text=clean_text(line.text)) for line in _without_open_emphasis(lines)]


def clean_text(text: str) -> str:
    text = RUBBISH.sub("", PRIVATE_BULLET.sub("•", PICTOGRAM.sub("", text))).translate(LIGATURES)
    text = re.sub("\u00ad(?=.*[^\\W_])", "", text)
    text = ARROWED.sub(r"• \1", text)
    text = LINK.sub(r"\1", EMPHASIS.sub(r"\2", text))
    return WHITE_SPACE.sub(" ", text).removeprefix(" ")


def _without_open_emphasis(lines: Sequence[Line]) -> list[Line]:
    """Emphasis that opens on one line and closes at the end of the next is dropped on both."""
    result = list(lines)
    for at in range(len(lines) - 1):
        first, second = result[at].text, result[at + 1].text.rstrip()
        opens = re.match(r"\*{1,3}[^\s*][^*]*$", first) is not None
        closes = re.fullmatch(r"[^*]*[^\s*]\*{1,3}", second) is not None
        if opens and closes:
            result[at] = replace(result[at], text=first.lstrip("*"))
            result[at + 1] = replace(result[at + 1], text=second.rstrip("*"))
    return result
