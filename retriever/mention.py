"""“Which reports mention …”: the sentences that do are counted, in every report."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpus.analysis import SHORTEST_PART, character_grams, content_words, stem
from corpus.document import Passage, Quote, Sentence, Span
from corpus.index import PassageIndex
from retriever.definitions import quote_of
from retriever.glossary import translations
from retriever.hit import Hit
from retriever.sentences import is_quotable

# A longer subject is a question of its own, not a name or a term.
MOST_WORDS = 4
# Passages looked through; where there are more, the counts are least counts.
MOST_PASSAGES = 20_000
# Sentences of one report that are quoted, and characters of all quotes together.
MOST_QUOTED, ROOM = 2, 1300
ASKS_MENTION = re.compile(
    r"""(?:^|[.!?:]\s+)(?:en\s+|and\s+)?(?:
        (?:welke|hoeveel|in\s+(?:welke|hoeveel))\s+(?:van\s+de\s+)?(?:\w+\s+)?(?:rapport(?:en)?
          |documenten|bronnen)\s+(?:noemen|noemt|vermelden|vermeldt|bespreken|bespreekt
          |gaan\s+over|gaat\s+over|hebben\s+het\s+over|heeft\s+het\s+over|schrijven\s+over
          |zeggen\s+iets\s+over|zegt\s+iets\s+over|staat(?:\s+er)?\s+iets\s+over
          |komt|komen|wordt|worden)\s+(?P<nl>[^?]+?)
          (?:\s+(?:voor|genoemd|vermeld|besproken))?
      | (?:which|how\s+many|in\s+(?:which|how\s+many))\s+(?:of\s+the\s+)?(?:\w+\s+)?(?:reports?
          |documents?|sources?)\s+(?:mention|mentions|discuss|discusses|cover|covers|talk\s+about
          |speak\s+of|write\s+about|say\s+(?:something|anything)\s+about|are\s+about|deal\s+with
          |is|are|does|do)\s+(?P<en>[^?]+?)(?:\s+(?:appear|occur|mentioned|discussed))?
    )\s*[?.!]*$""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """What one report says with the subject in it: how many sentences, and some of them."""

    document: str
    count: int
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Mentions:
    """`names` are the subject and what the glossary calls it in Dutch. `found` has the report that
    says most first; of the `searched`, those with the subject in a heading alone, or in pieces,
    are neither there nor among the `absent`. Unless `complete`, there are more than could be
    counted."""

    names: tuple[str, ...]
    searched: int
    found: tuple[Mention, ...]
    absent: tuple[str, ...]
    complete: bool


def asked_subject(question: str) -> str | None:
    """What a question asks which reports mention, or None."""
    found = ASKS_MENTION.search(question)
    subject = next((part.strip() for part in found.groups() if part), "") if found else ""
    words = list(content_words(subject))
    return subject if 0 < len(words) <= MOST_WORDS else None


# The sentences of a document that mention a subject, with their passages.
Told = dict[Span, tuple[Passage, Sentence]]


def find_mentions(
    subject: str, index: PassageIndex, documents: Collection[str], hits: Sequence[Hit]
) -> Mentions:
    """A sentence mentions the subject when it has all words of one of its names: the word itself,
    another form of it, or a compound that begins or ends with it. What is in `hits` is quoted
    first."""
    called = (subject, *translations(subject))
    names = [[*content_words(name)] for name in called]
    passages = _passages_with(names, index, documents)
    told: dict[str, Told] = defaultdict(dict)
    for passage in passages:
        for sentence in passage.sentences:
            words = [*content_words(passage.cut(sentence.span))]
            if any(_has(words, name) for name in names):
                told[passage.document][sentence.span] = passage, sentence
    most = sorted(told, key=lambda document: (-len(told[document]), document))
    quotes = share_room([_quotable(told[document], index, hits) for document in most])
    found = [Mention(id, len(told[id]), some) for id, some in zip(most, quotes, strict=True)]
    near = {passage.document for passage in passages}
    return Mentions(
        called,
        len(documents),
        tuple(found),
        tuple(id for id in documents if id not in near),
        len(passages) < MOST_PASSAGES,
    )


def _passages_with(
    names: Sequence[Sequence[str]], index: PassageIndex, documents: Collection[str]
) -> list[Passage]:
    """Those that hold all words of a name, headings included, in reading order."""
    units = [
        index.unit(id)
        for name in names
        for id in index.terms.units_with([_terms(word) for word in name], documents, MOST_PASSAGES)
    ]
    passages = {unit.passage.id: unit.passage for unit in units}
    return sorted(passages.values(), key=lambda passage: (passage.document, passage.span))


def _terms(word: str) -> list[str]:
    """By any of these the word index finds all that may mention `word`, and more."""
    inner = character_grams(word)[1:-1]
    return [f"stems:{stem(word)}", f"parts:{stem(word)}", *(f"grams:{gram}" for gram in inner)]


def _has(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether all words of a name are among `words`."""
    return all(any(_is(word, wanted) for word in words) for wanted in name)


def _is(word: str, wanted: str) -> bool:
    within = len(wanted) >= SHORTEST_PART and (word.startswith(wanted) or word.endswith(wanted))
    return within or stem(word) == stem(wanted)


def _quotable(told: Told, index: PassageIndex, hits: Sequence[Hit]) -> list[Quote]:
    """A few of the sentences, those of the best hits first."""
    ranks: dict[str, int] = {}
    for rank, hit in enumerate(hits):
        ranks.setdefault(hit.passage.id, rank)
    found = [pair for pair in told.values() if is_quotable(pair[1])]
    found.sort(key=lambda pair: (ranks.get(pair[0].id, len(hits)), pair[1].span))
    return [quote_of(index.text(p.document), s.span) for p, s in found[:MOST_QUOTED]]


def share_room(quotes: Sequence[Sequence[Quote]]) -> list[tuple[Quote, ...]]:
    """Of every report the first quote that there is room for, then the second."""
    kept: list[list[Quote]] = [[] for _ in quotes]
    room = ROOM
    for turn in range(MOST_QUOTED):
        for own, offered in zip(kept, quotes, strict=True):
            for quote in offered[turn : turn + 1]:
                if len(quote.text) <= room:
                    own.append(quote)
                    room -= len(quote.text)
    return [tuple(own) for own in kept]
