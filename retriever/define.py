"""A question for the meaning of a term, or for what sets two apart, is answered first by the
sentences that define them."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice, zip_longest

from corpus.document import Quote

# Most defining sentences, and the room of an answer that they may take.
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
ASKS_DIFFERENCE = re.compile(
    r"""(?:
        (?:verschil(?:len)?|onderscheid)\s+tussen\s+(?P<tussen>[^?]+?)\s+en\s+(?P<en>[^?]+?)
      | verschil(?:t|len)\s+(?P<verschilt>[^?]+?)(?:\s+(?:precies|eigenlijk))?
        \s+(?:van|en)\s+(?P<van>[^?]+?)
      | (?:differences?|distinction)\s+between\s+(?P<between>[^?]+?)\s+and\s+(?P<and>[^?]+?)
      | (?:do|does)\s+(?P<does>[^?]+?)\s+differ\s+from\s+(?P<from>[^?]+?)
      | ^(?P<one>[^?,]+?)\s+(?:en|of|and|or|versus|vs\.?)\s+(?P<other>[^?,]+?)[,:]\s*
        (?:wat\s+is\s+(?:het|hun)\s+verschil|waarin\s+verschillen\s+(?:die|deze|ze)(?:\s+twee)?
          |what(?:'s|\s+is)\s+the\s+difference)
    )(?:\s+(?:precies|eigenlijk|exactly))?\s*[?.!]*$""",
    re.IGNORECASE | re.VERBOSE,
)


def asked_terms(question: str) -> tuple[str, ...]:
    """What a question asks the meaning of, or the two that it compares: whether they are terms, a
    glossary knows."""
    found = ASKS_DIFFERENCE.search(question) or ASKS_MEANING.search(question)
    return tuple(part.strip() for part in found.groups() if part) if found else ()


def by_turns(defined: Sequence[Sequence[Quote]]) -> list[Quote]:
    """The first of each term before the second of any; nothing where one has none."""
    if not all(defined):
        return []
    return [quote for quotes in zip_longest(*defined) for quote in quotes if quote]


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
