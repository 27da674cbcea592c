"""What is stored of the units that a search found, brought together from their documents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.document import Span
from corpus.priors import PRIORS
from corpus.stored import StoredDocument, copied
from corpus.units import UnitVectors


@dataclass(frozen=True, slots=True)
class UnitData:
    """`vectors`: a row for each unit, and one for each passage that they are of. `priors` is
    (n, len(PRIORS)); `sections` (n,) are numbers, the same for units of one section."""

    vectors: UnitVectors
    priors: np.ndarray
    sections: np.ndarray


def collect_units(
    places: Sequence[tuple[str, Span]], stored: Callable[[str], StoredDocument]
) -> UnitData:
    """Data of the units at `places`, in their order; every document is opened once."""
    grouped: dict[str, list[int]] = {}
    for number, (document, _) in enumerate(places):
        grouped.setdefault(document, []).append(number)
    parts = [
        _of_document(stored(document), [places[number][1] for number in numbers])
        for document, numbers in grouped.items()
    ]
    order = np.argsort([number for numbers in grouped.values() for number in numbers])
    return _joined(parts, order) if parts else _nothing()


def _of_document(stored: StoredDocument, spans: Sequence[Span]) -> UnitData:
    units = stored.unit_numbers(spans)
    passages, rows = np.unique(stored.vectors.rows[units], return_inverse=True)
    return UnitData(
        UnitVectors(
            copied(stored.vectors.windows, units), copied(stored.vectors.passages, passages), rows
        ),
        copied(stored.priors, units),
        stored.sections[passages][rows],
    )


def _joined(parts: Sequence[UnitData], order: np.ndarray) -> UnitData:
    """One for all documents, in which passages and sections have numbers of their own."""
    passages = np.cumsum([0, *(len(part.vectors.passages) for part in parts)])
    sections = np.cumsum([0, *(int(part.sections.max()) + 1 for part in parts)])
    rows = [part.vectors.rows + first for part, first in zip(parts, passages, strict=False)]
    numbers = [part.sections + first for part, first in zip(parts, sections, strict=False)]
    return UnitData(
        UnitVectors(
            np.concatenate([part.vectors.windows for part in parts])[order],
            np.concatenate([part.vectors.passages for part in parts]),
            np.concatenate(rows)[order],
        ),
        np.concatenate([part.priors for part in parts])[order],
        np.concatenate(numbers)[order],
    )


def _nothing() -> UnitData:
    none = np.empty((0, 1), np.float32)
    numbers = np.empty(0, np.int32)
    return UnitData(UnitVectors(none, none, numbers), np.empty((0, len(PRIORS))), numbers)
