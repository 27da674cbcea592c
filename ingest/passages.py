"""Sections become passages: whole sentences, balanced, with finer windows and exact offsets."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, groupby

from corpus.document import Passage, Section, Sentence, Span, StoredText

# Changes when the same stored text would be cut or linked in another way.
PASSAGES_VERSION = "1"

Group = tuple[Sentence, ...]
RUN_WORDS, COMMON_RUN = 5, 12
COPIED_SHARE, LENGTH_SHARE, FEWEST_RUNS = 0.5, 0.3, 8


def cut_passages(stored: StoredText, size: int = 1400, window: int = 300) -> list[Passage]:
    """Passages of at most `size` characters (one longer sentence or list start may exceed it).

    Windows are runs of whole sentences of about `window` characters that cover the passage.
    """
    return [
        _passage(stored, section, sentences, window)
        for section, run in _runs(stored)
        for sentences in _balanced(_groups(stored, run, window), size)
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


def _groups(stored: StoredText, sentences: Sequence[Sentence], window: int) -> list[Group]:
    """What stays together where it can: an introducing sentence and the first items after it."""
    groups: list[list[Sentence]] = []
    for sentence in sentences:
        if (
            groups
            and _belongs(stored, groups[-1], sentence)
            and (sentence.span.end - groups[-1][0].span.start <= window)
        ):
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return [tuple(group) for group in groups]


def _belongs(stored: StoredText, group: Sequence[Sentence], sentence: Sentence) -> bool:
    """True for the first items of a list after the sentence that announces them."""
    opening = stored.text[group[0].span.start : group[0].span.end]
    introduced = group[0].kind == "sentence" and sentence.kind == "item"
    return introduced and (opening.endswith(":") or len(group) > 1)


def _length(groups: Sequence[Group]) -> int:
    return groups[-1][-1].span.end - groups[0][0].span.start


def _balanced(groups: Sequence[Group], size: int) -> Iterator[Group]:
    """As few passages as fit, all about equally long: no passage is a mere tail."""
    if not groups:
        return
    count = -(-_length(groups) // size)
    while True:
        parts = _split_evenly(groups, count)
        if all(_length(part) <= size or len(part) == 1 for part in parts):
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
        windows=tuple(_windows(_groups(stored, sentences, window), window)),
    )


def _windows(groups: Sequence[Group], window: int) -> Iterator[Span]:
    for part in _balanced(groups, window):
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
