"""Checks that every quote stands in its document, letter by letter, before a reader sees it."""

from collections.abc import Sequence

from corpus.document import Quote
from corpus.index import PassageIndex


class FalseQuote(Exception):
    """A quote differs from the stored text: a fault in Bronwijzer, never shown as an answer."""


def check_quotes(quotes: Sequence[Quote], index: PassageIndex) -> None:
    """Raises FalseQuote unless `quote.text == stored.text[span]` for all of them."""
    for quote in quotes:
        stored = index.text(quote.document).text[quote.span.start : quote.span.end]
        if stored != quote.text:
            raise FalseQuote(
                f"{quote.document}, {quote.span.start}-{quote.span.end}: {quote.text!r} is quoted, "
                f"{stored!r} is stored; run `bronwijzer ingest --rebuild`"
            )
