"""A text that its document had before is not encoded again, and its vectors stay what they were."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.encoder import Encoding, Role, SentenceEncoder
from corpus.held import NO_TOKENS
from corpus.index import PassageIndex
from corpus.manifest import read_manifest
from corpus.units import encode_units, headed, units_of
from ingest.pipeline import ingest
from tests.corpus.miniature import WERKEN, WONEN, ZORG, TinyEncoder, write_corpus

WIJK = "3 Wijk\n\nDe wijkagent kent de straat. Buren helpen elkaar met kleine klussen.\n"
THREE = "\n\n".join([WONEN, ZORG.replace("1 Zorg", "2 Zorg"), WIJK])
LONGER = "\n\n".join([THREE, WERKEN.replace("1 W", "4 W").replace("2 L", "5 L")])
# One of its three sections has another sentence.
CHANGED = THREE.replace("komt aan huis", "belt aan bij de bewoner")


class Telling(TinyEncoder):
    """Tells which texts it was given."""

    def __init__(self, name: str = "tiny") -> None:
        super().__init__(name)
        self.texts: list[str] = []

    def encode(
        self, texts: Sequence[str], role: Role, progress: Callable[[int], None] | None = None
    ) -> list[Encoding]:
        self.texts += texts
        return super().encode(texts, role, progress)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of one document of three sections."""
    write_corpus(tmp_path / "corpus", {"wonen": THREE})
    ingest(tmp_path / "corpus", tmp_path / "index", TinyEncoder())
    return tmp_path / "index"


def encoded(folder: Path, text: str, title: str = "wonen", rebuild: bool = False) -> list[str]:
    """The texts that are encoded where the document becomes this."""
    corpus = write_corpus(folder.parent / "corpus", {"wonen": text}, {"wonen": title})
    encoder = Telling()
    ingest(corpus, folder, encoder, rebuild=rebuild)
    return encoder.texts


def all_texts(folder: Path) -> list[str]:
    """Those of every passage under its heading, and of every window."""
    index = PassageIndex(folder, TinyEncoder())
    passages = index.stored("wonen").passages
    whole = [headed(index.documents["wonen"], passage) for passage in passages]
    return [*whole, *(unit.text for unit in units_of(passages))]


def test_of_a_changed_paragraph_only_what_holds_it_is_encoded(folder: Path) -> None:
    assert len(all_texts(folder)) == 6
    texts = encoded(folder, CHANGED)
    assert len(texts) == 2
    assert all("belt aan bij de bewoner" in text for text in texts)
    assert set(texts) < set(all_texts(folder))


def test_under_a_new_title_the_windows_are_not_encoded(folder: Path) -> None:
    texts = encoded(folder, THREE, title="Wonen in de wijk")
    assert [text.startswith("Wonen in de wijk - ") for text in texts] == [True, True, True]


def test_a_rebuild_encodes_nothing_that_was_encoded(folder: Path) -> None:
    assert encoded(folder, THREE, rebuild=True) == []
    assert len(encoded(folder, CHANGED, rebuild=True)) == 2


def test_what_is_taken_over_is_what_encoding_gives(folder: Path) -> None:
    encoded(folder, CHANGED)
    index, encoder = PassageIndex(folder, TinyEncoder()), TinyEncoder()
    stored, document = index.stored("wonen"), index.documents["wonen"]
    whole = encoder.encode([headed(document, one) for one in stored.passages], "passage")
    windows = encoder.encode([unit.text for unit in units_of(stored.passages)], "passage")
    assert np.array_equal(stored.vectors.passages, [one.vector for one in whole])
    assert np.array_equal(stored.vectors.windows, [one.vector for one in windows])
    tokens = index.components.compress(np.concatenate([one.tokens for one in whole]))
    assert np.array_equal(stored.tokens.vectors, tokens)
    for passage in stored.passages:
        starts = stored.tokens.starts[stored.tokens.starts >= passage.span.start]
        assert stored.text.text[starts[0] :].startswith(passage.text.split()[0])


def test_the_real_encoder_gives_the_same_but_for_its_batches(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    ingest(write_corpus(tmp_path / "corpus", {"wonen": THREE}), tmp_path / "index", encoder)
    before = PassageIndex(tmp_path / "index", encoder)
    corpus = write_corpus(tmp_path / "corpus", {"wonen": CHANGED})
    ingest(corpus, tmp_path / "index", encoder)
    ingest(corpus, tmp_path / "new", encoder)
    taken, made = (PassageIndex(tmp_path / name, encoder) for name in ("index", "new"))
    for name in ("windows", "passages"):
        one, other = (getattr(index.stored("wonen").vectors, name) for index in (taken, made))
        assert np.min(np.sum(one * other, axis=1)) > 0.999
    # The tokens of a passage that is as it was.
    first = taken.stored("wonen").passages[0].span
    kept, old = (index.stored("wonen").passage_tokens(first) for index in (taken, before))
    assert np.max(np.abs(kept.astype(int) - old)) <= 1


def test_a_passage_that_says_what_a_window_said_gets_tokens_of_its_own(folder: Path) -> None:
    index, encoder = PassageIndex(folder, TinyEncoder()), Telling()
    stored, document = index.stored("wonen"), index.documents["wonen"]
    window = Encoding(stored.vectors.windows[0], *NO_TOKENS)
    _, tokens = encode_units(document, stored.passages, encoder, known=lambda _: window)
    assert encoder.texts == [headed(document, passage) for passage in stored.passages]
    assert np.array_equal(index.components.compress(tokens.vectors), stored.tokens.vectors)


def test_another_encoder_takes_nothing_over(folder: Path) -> None:
    other = Telling("other")
    ingest(folder.parent / "corpus", folder, other)
    assert len(other.texts) == 6


def stored_file(folder: Path, name: str) -> Path:
    return folder / f"generation-{read_manifest(folder).generation:06d}" / "documents/wonen" / name


def test_what_is_not_whole_is_encoded_anew(folder: Path) -> None:
    path = stored_file(folder, "windows.npy")
    path.write_bytes(path.read_bytes()[:100])
    assert len(encoded(folder, THREE, rebuild=True)) == 6
    windows = np.load(stored_file(folder, "windows.npy"))
    windows[1] *= 0.9
    np.save(stored_file(folder, "windows.npy"), windows)
    assert len(encoded(folder, THREE, rebuild=True)) == 1
    assert encoded(folder, THREE, rebuild=True) == []


def test_an_index_that_grew_gets_a_frame_of_its_own_by_a_rebuild(folder: Path) -> None:
    assert len(encoded(folder, LONGER)) > 0
    begun = PassageIndex(folder, TinyEncoder()).components.basis
    assert len(encoded(folder, LONGER, rebuild=True)) == len(all_texts(folder))
    assert not np.array_equal(PassageIndex(folder, TinyEncoder()).components.basis, begun)
    assert encoded(folder, LONGER, rebuild=True) == []


def test_token_vectors_stay_what_they_are_however_often_they_are_taken_over(
    report_index: PassageIndex,
) -> None:
    components = report_index.components
    stored = report_index.stored("regionale-koers-2017").tokens.vectors[:20_000]
    once = components.compress(components.expand(stored))
    steps = np.abs(once.astype(int) - stored)
    assert (np.max(steps), np.mean(steps) < 0.001) == (1, True)
    assert np.array_equal(components.compress(components.expand(once)), once)
