"""The real parts that many tests share: the encoder, and an index of the five reports."""

from pathlib import Path

import pytest

from corpus.encoder import SentenceEncoder, load_encoder
from corpus.guide import read_guide
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
    parser.addoption(
        "--kill-moments",
        type=int,
        default=8,
        help="At how many random moments changes of documents are killed, of each kind of store.",
    )
    parser.addoption(
        "--fuzz-seconds",
        type=float,
        default=0.0,
        help="How much longer made texts and files are read; 600 for a thorough look.",
    )
    parser.addoption(
        "--pdf-questions",
        type=int,
        default=0,
        help="How many questions the reports answer as PDFs and as texts; all take five minutes.",
    )


@pytest.fixture(scope="session")
def kill_moments(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--kill-moments"))


@pytest.fixture(scope="session")
def fuzz_seconds(request: pytest.FixtureRequest) -> float:
    return float(request.config.getoption("--fuzz-seconds"))


@pytest.fixture(scope="session")
def pdf_questions(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--pdf-questions"))


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
    return Assistant(report_index, encoder, checked=read_guide(ROOT / "corpus"))
