"""Costs are measured in processes of their own, over the real index."""

import os
from pathlib import Path

import pytest

from evals.alone import apart, peak_memory
from evals.bench import Cost
from evals.report.bench_page import bench_page
from evals.scale import MadeEncoder, Scale, measure_scale
from tests.evals.miniature import REPORTS, LetterEncoder


def test_a_measurement_runs_in_another_process() -> None:
    assert apart(os.getpid) != os.getpid()
    memory = peak_memory()
    assert memory is None or memory > 10


@pytest.mark.slow
def test_an_index_of_made_passages_is_built_and_asked(gold: Path) -> None:
    sentences = [sentence for report in REPORTS.values() for sentence in report]
    scale = measure_scale(LetterEncoder, sentences, 30, gold)
    assert scale.passages == 30 <= scale.units
    assert 0 < scale.p50 <= scale.p95
    assert scale.disk > 0


def test_made_vectors_are_the_same_every_time_and_unlike_each_other() -> None:
    one, two = (
        MadeEncoder(LetterEncoder()).encode(["een huis", "de zorg"], "passage") for _ in "ab"
    )
    assert [list(e.vector) for e in one] == [list(e.vector) for e in two]
    assert one[0].vector @ one[1].vector < 0.9
    assert one[0].offsets.tolist() == [[0, 4], [4, 9]]


def test_the_page_shows_costs_and_growth() -> None:
    costs = [Cost("Bronwijzer", (0.6, 0.7, 0.8), 0.03, 0.05, 100.0, 1200.0)]
    scales = [
        Scale(1_000, 3_000, 0.04, 0.06, 5.0, 38.0, None),
        Scale(10_000, 30_000, 0.05, 0.08, 60.0, 400.0, 1500.0),
    ]
    page = bench_page(costs, scales)
    assert "<td>0.700</td>" in page
    assert "<td>10,000</td><td>30,000</td>" in page
    assert page.count("<svg") == 1
    assert "<script" not in page
