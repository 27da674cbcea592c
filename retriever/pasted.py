"""A pasted text cut into sentences, each with its place, and whether it claims anything."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import Span
from corpus.sentences import split_sentences

# In characters: some twenty pages; longer plans are checked chapter by chapter.
LONGEST_TEXT = 60_000
FEWEST_WORDS = 4
LIST_MARK = re.compile(r"^\s*(?:[-*•–·]|\d{1,2}[.)]|[a-z]\))\s+|^\s*>+\s*")
HEADING_MARK = re.compile(r"^\s*#{1,6}\s")
# What the writers want or will do is theirs, and stands in no report.
INTENTION = re.compile(
    r"\b(?:wij|we|ik)\s+(?:willen|wil|gaan|ga|zullen|zal|stellen\s+voor|streven|kiezen|beogen"
    r"|want|will|intend|aim|plan|propose|shall)\b"
    r"|\b(?:willen|gaan|zullen|streven|kiezen|beogen)\s+(?:wij|we)\b"
    r"|\b(?:ons|onze|our)\s+(?:doel|ambitie|voornemen|streven|goal|aim|ambition|plan)\b"
    r"|\b(?:dit|deze|this)\s+(?:plan|notitie|memo|document|hoofdstuk|paragraaf|chapter)\b",
    re.IGNORECASE,
)


class BadText(ValueError):
    """The text can't be checked as it stands; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class PastedSentence:
    """`span` counts characters of the text as it was pasted; `text` has single spaces."""

    text: str
    span: Span
    is_claim: bool


def cut_text(text: str) -> list[PastedSentence]:
    """Sentences, list items and headings in order. Raises BadText."""
    if not any(c.isalnum() for c in text):
        raise BadText("De tekst is leeg; plak of noem een tekst met minstens één zin.")
    if len(text) > LONGEST_TEXT:
        raise BadText(
            f"De tekst telt {len(text)} tekens en mag er {LONGEST_TEXT} tellen; controleer haar in "
            "delen, bijvoorbeeld per hoofdstuk."
        )
    return [sentence for start, block in _blocks(text) for sentence in _sentences(block, start)]


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs, list items and headings: runs of lines, with where they start."""
    pattern = re.compile(r"(?:(?!\n\s*\n|\n\s*(?:[-*•–·]|\d{1,2}[.)]|#{1,6}|>)\s).)+", re.DOTALL)
    for match in pattern.finditer(text):
        if match.group().strip():
            yield match.start(), match.group()


def _sentences(block: str, start: int) -> Iterator[PastedSentence]:
    is_heading = HEADING_MARK.match(block.lstrip("\n")) is not None
    for left, right in split_sentences(block):
        mark = LIST_MARK.match(block[left:right]) or HEADING_MARK.match(block[left:right])
        left += mark.end() if mark else 0
        said = re.sub(r"\s+", " ", re.sub(r"\*\*|__|`", "", block[left:right])).strip()
        if any(c.isalnum() for c in said):
            is_claim = not is_heading and _claims(said)
            yield PastedSentence(said, Span(start + left, start + right), is_claim)


def _claims(sentence: str) -> bool:
    bare = sentence.rstrip("”’\"' )")
    is_short = len(re.findall(r"\w+", sentence)) < FEWEST_WORDS
    is_label = bare[-1:] not in ".!…;" and len(re.findall(r"\w+", sentence)) <= 2 * FEWEST_WORDS
    return not (is_short or is_label or bare.endswith(("?", ":")) or INTENTION.search(sentence))
