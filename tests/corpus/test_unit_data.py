"""What is stored of units comes back in the order in which they are asked for."""

import numpy as np

from corpus.index import PassageIndex
from corpus.units import PASSAGE_SHARE, units_of


def ids_of(index: PassageIndex, take: slice) -> list[str]:
    """Units of every document, one of each document in turn."""
    found = [[u.id for u in units_of(index.stored(id).passages)[take]] for id in index.documents]
    return [id for ids in zip(*found, strict=True) for id in ids]


def test_units_of_several_documents_keep_their_order(report_index: PassageIndex) -> None:
    ids = ids_of(report_index, slice(0, 8, 2))
    together = report_index.unit_data(ids)
    alone = [report_index.unit_data([id]) for id in ids]
    for number, one in enumerate(alone):
        row = together.vectors.rows[number]
        assert np.array_equal(together.vectors.windows[number], one.vectors.windows[0])
        assert np.array_equal(together.vectors.passages[row], one.vectors.passages[0])
        assert np.array_equal(together.priors[number], one.priors[0])


def test_sections_are_shared_within_a_document_alone(report_index: PassageIndex) -> None:
    ids = ids_of(report_index, slice(0, 6))
    sections = report_index.unit_data(ids).sections
    units = [report_index.unit(id) for id in ids]
    named = [(unit.passage.document, unit.passage.section) for unit in units]
    for one, first in zip(sections, named, strict=True):
        for other, second in zip(sections, named, strict=True):
            assert (one == other) == (first == second)


def test_a_unit_is_ranked_by_its_window_and_twice_its_passage(report_index: PassageIndex) -> None:
    ids = ids_of(report_index, slice(0, 3))
    vectors = report_index.unit_data(ids).vectors
    wanted = vectors.windows + PASSAGE_SHARE * vectors.passages[vectors.rows]
    assert np.array_equal(report_index.vectors_of(ids), wanted)


def test_no_units_have_no_data(report_index: PassageIndex) -> None:
    data = report_index.unit_data([])
    assert (len(data.vectors.windows), len(data.priors), len(data.sections)) == (0, 0, 0)
