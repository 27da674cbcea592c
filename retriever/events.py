"""What becomes of a question, in the order in which a reader can be shown it."""

from collections.abc import Iterator
from dataclasses import dataclass

from retriever.answer import Answer, Citation, Claim
from retriever.hit import Hit


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that were found, before anything is said about them."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim that holds, with its citations; `item` when it belongs in a list.

    A citation keeps its number in every later event of the same answer, unless the answer that
    closes them was made anew: then that one takes the place of all that was stated before.
    """

    claim: Claim
    citations: tuple[Citation, ...]
    item: bool = False


# Found comes first, and the whole Answer last.
Event = Found | Stated | Answer


def state_claims(answer: Answer) -> Iterator[Event]:
    """The claims of an answer that is there already, then the answer."""
    for claim in answer.claims:
        cited = tuple(one for one in answer.citations if one.quote in claim.quotes)
        yield Stated(claim, cited, item=True)
    yield answer
