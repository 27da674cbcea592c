"""Reading is measured in a process that holds nothing but the readers."""

from pathlib import Path

from evals.reading import measure_reading

MANUAL = Path(__file__).parents[1] / "ingest" / "files" / "debian-bzip2-manual.pdf"


def test_pages_and_memory_of_a_real_pdf_are_measured() -> None:
    cost = measure_reading(MANUAL)
    assert cost.pages == 38
    assert cost.characters > 80_000
    assert cost.pages_a_second > 4
    assert cost.memory is None or cost.memory < 250
