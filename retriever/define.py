"""A question for the meaning of a term is answered first by the sentences that define it."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from corpus.document import Quote

# Most defining sentences of one term, and the room of an answer that they may take.
MOST_DEFINITIONS, ROOM_OF_DEFINITIONS = 3, 900
ASKS_MEANING = re.compile(
    r"""(?:^|[.!?:]\s+)(?:en\s+|and\s+)?(?:
        wat\s+(?:is|zijn|betekent|betekenen)(?:\s+eigenlijk)?\s+(?P<is>[^?]+?)
      | wat\s+houdt\s+(?P<houdt>[^?]+?)\s+in
      | wat\s+(?:wordt|bedoelen\s+ze|bedoelt\s+men)\s+(?:er\s+)?(?:bedoeld\s+)?met\s+(?P<met>[^?]+?)
      | waar\s+staat\s+(?:de\s+afkorting\s+)?(?P<staat>[^?]+?)\s+voor
      | (?:de\s+)?(?:definitie|betekenis)\s+van\s+(?P<van>[^?]+?)
      | what\s+(?:is|are)(?:\s+meant\s+by)?\s+(?P<what>[^?]+?)
      | what\s+do(?:es)?\s+(?P<does>[^?]+?)\s+(?:mean|stand\s+for)
      | (?:the\s+)?(?:definition|meaning)\s+of\s+(?P<of>[^?]+?)
    )(?:\s+(?:precies|eigenlijk|exactly))?\s*[?.!]*$""",
    re.IGNORECASE | re.VERBOSE,
)


def asked_term(question: str) -> str | None:
    """What a question asks the meaning of, or None: whether it is a term, a glossary knows."""
    found = ASKS_MEANING.search(question)
    return next((part.strip() for part in found.groups() if part), None) if found else None


def that_fit(defined: Iterable[Quote]) -> list[Quote]:
    """The first, and those after it that there is room for."""
    first: list[Quote] = []
    for quote in islice(defined, MOST_DEFINITIONS):
        if not first or sum(len(q.text) for q in (*first, quote)) <= ROOM_OF_DEFINITIONS:
            first.append(quote)
    return first


def definitions_first(first: Sequence[Quote], quotes: Sequence[Quote]) -> list[Quote]:
    """What defines, each section's other quotes under its first, nothing twice."""
    others = [quote for quote in quotes if not any(_overlap(quote, one) for one in first)]
    every = [*first, *others]
    sources = list(dict.fromkeys((quote.document, quote.section) for quote in every))
    return sorted(every, key=lambda quote: sources.index((quote.document, quote.section)))


def _overlap(one: Quote, other: Quote) -> bool:
    return one.document == other.document and one.span.overlap(other.span) > 0
