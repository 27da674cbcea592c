"""Sections become passages: whole sentences, balanced, with finer windows and exact offsets."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, groupby
from math import ceil

from corpus.document import Passage, Section, Sentence, Span, StoredText

# Changes when the same stored text would be cut or linked in another way.
PASSAGES_VERSION = "1"

Group = tuple[Sentence, ...]
TABLE_CAPTION = re.compile(r"tabel\s+\d+", re.IGNORECASE)
# A table stays whole up to twice a passage's length, a list up to most of it.
TABLE_SHARE, LIST_SHARE, WINDOW_SLACK = 2.0, 0.7, 1.25
RUN_WORDS, COMMON_RUN = 5, 12
COPIED_SHARE, LENGTH_SHARE, FEWEST_RUNS = 0.5, 0.3, 8


def cut_passages(stored: StoredText, size: int = 1400, window: int = 300) -> list[Passage]:
    """Passages of at most `size` characters (one longer sentence or table may exceed it).

    Windows are runs of whole sentences of about `window` characters that cover the passage.
    """
    return [
        _passage(stored, section, sentences, window)
        for section, run in _runs(stored)
        for sentences in _balanced(_groups(stored, run, size, window), size, 1)
    ]


def _runs(stored: StoredText) -> Iterator[tuple[Section, list[Sentence]]]:
    """Sentences of each section; notes apart from running text."""
    remaining = iter(stored.sentences)
    sentence = next(remaining, None)
    for section in stored.sections:
        inside: list[Sentence] = []
        while sentence is not None and sentence.span.start < section.span.end:
            inside.append(sentence)
            sentence = next(remaining, None)
        for _, run in groupby(inside, key=lambda one: one.kind == "note"):
            yield section, list(run)


def _groups(
    stored: StoredText, sentences: Sequence[Sentence], size: int, window: int
) -> list[Group]:
    """What stays together where it can: a list or table with the sentence that announces it."""
    groups: list[Group] = []
    at = 0
    while at < len(sentences):
        end = at + 1
        most = _longest_list(stored, sentences[at], size)
        items = end
        while most and items < len(sentences) and sentences[items].kind == "item":
            items += 1
        if _fits(sentences[at:items], most):
            end = items
        while end < items and _fits(sentences[at : end + 1], window):
            end += 1
        groups.append(tuple(sentences[at:end]))
        at = end
    return groups


def _longest_list(stored: StoredText, sentence: Sentence, size: int) -> float:
    """How long a list or table may be, with this sentence before it, and still be kept whole."""
    words = stored.text[sentence.span.start : sentence.span.end]
    if TABLE_CAPTION.match(words):
        return TABLE_SHARE * size
    return LIST_SHARE * size if sentence.kind == "sentence" and words.endswith(":") else 0


def _fits(sentences: Sequence[Sentence], most: float) -> bool:
    return sentences[-1].span.end - sentences[0].span.start <= most


def _length(groups: Sequence[Group]) -> int:
    return groups[-1][-1].span.end - groups[0][0].span.start


def _balanced(groups: Sequence[Group], size: int, slack: float) -> Iterator[Group]:
    """As few runs as fit, all about equally long, none a mere tail; `slack` times `size` fits."""
    length = _length(groups)
    count = max(ceil(length / (slack * size)), round(length / size))
    while True:
        parts = _split_evenly(groups, count)
        if all(_length(part) <= slack * size or len(part) == 1 for part in parts):
            break
        count += 1
    for part in parts:
        yield tuple(sentence for group in part for sentence in group)


def _split_evenly(groups: Sequence[Group], count: int) -> list[list[Group]]:
    """Cuts after the group whose middle passes the next equal share."""
    start, share = groups[0][0].span.start, _length(groups) / count
    parts: list[list[Group]] = [[]]
    for group in groups:
        middle = (group[0].span.start + group[-1].span.end) / 2 - start
        if parts[-1] and middle > share * len(parts) and len(parts) < count:
            parts.append([])
        parts[-1].append(group)
    return parts


def _passage(
    stored: StoredText, section: Section, sentences: Sequence[Sentence], window: int
) -> Passage:
    span = Span(sentences[0].span.start, sentences[-1].span.end)
    return Passage(
        id=f"{stored.document}:{span.start}-{span.end}",
        document=stored.document,
        text=stored.text[span.start : span.end],
        span=span,
        section=section.path,
        page=stored.page_label(span),
        sentences=tuple(sentences),
        windows=tuple(_windows(stored, sentences, window)),
    )


def _windows(stored: StoredText, sentences: Sequence[Sentence], window: int) -> Iterator[Span]:
    for part in _balanced(_groups(stored, sentences, window, window), window, WINDOW_SLACK):
        yield Span(part[0].span.start, part[-1].span.end)


def link_copies(passages: Sequence[Passage]) -> list[Passage]:
    """The same passages, each with the ids of those that say nearly the same, also elsewhere.

    Two passages are copies where they share more than half of the five-word runs of the shorter,
    and not just a small part of the longer. Runs that stand in many passages are phrases, and are
    not followed: so the work grows with the number of passages, not with its square.
    """
    runs = [_word_runs(passage.text) for passage in passages]
    holders: dict[str, list[int]] = {}
    for index, words in enumerate(runs):
        for run in words:
            holders.setdefault(run, []).append(index)
    shared = Counter(
        pair
        for indexes in holders.values()
        if len(indexes) <= COMMON_RUN
        for pair in combinations(indexes, 2)
    )
    copies: dict[int, list[str]] = {}
    for (one, other), count in shared.items():
        shorter, longer = sorted((len(runs[one]), len(runs[other])))
        if count > max(COPIED_SHARE * max(FEWEST_RUNS, shorter), LENGTH_SHARE * longer):
            copies.setdefault(one, []).append(passages[other].id)
            copies.setdefault(other, []).append(passages[one].id)
    return [
        replace(passage, copies=tuple(sorted(copies.get(index, ()))))
        for index, passage in enumerate(passages)
    ]


def _word_runs(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[at : at + RUN_WORDS]) for at in range(len(words) - RUN_WORDS + 1)}
