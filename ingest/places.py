"""Pages and printed page numbers, only where the file proves them."""

from collections.abc import Sequence

from corpus.document import Page
from ingest.composition import Composition
from ingest.outline import Outline
from ingest.readers.text import Line


def prove_pages(
    lines: Sequence[Line],
    furniture: set[int] | frozenset[int],
    outline: Outline,
    written: Composition,
) -> tuple[Page, ...]:
    return ()
