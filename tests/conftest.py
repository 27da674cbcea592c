"""The real parts that many tests share: the encoder, and an index of the five reports."""

from pathlib import Path

import pytest

from corpus.encoder import SentenceEncoder, load_encoder
from corpus.index import PassageIndex
from ingest.pipeline import ingest
from retriever.assistant import Assistant

ROOT = Path(__file__).parents[1]
# Kept between runs: ingest brings it in line with the reports and the code before every run.
KEPT = ROOT / "var" / "tests"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--model-questions",
        type=int,
        default=20,
        help="How many questions the real language model is asked; a hundred take ten minutes.",
    )


@pytest.fixture(scope="session")
def model_questions(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--model-questions"))


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    return load_encoder("packaged", ROOT / "var" / "models" / "multilingual-e5-small")


@pytest.fixture(scope="session")
def report_index(encoder: SentenceEncoder) -> PassageIndex:
    """The five reports, indexed; for reading only."""
    ingest(ROOT / "corpus", KEPT / "index", encoder)
    return PassageIndex(KEPT / "index", encoder)


@pytest.fixture(scope="session")
def assistant(report_index: PassageIndex, encoder: SentenceEncoder) -> Assistant:
    return Assistant(report_index, encoder)
