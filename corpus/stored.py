"""What a generation keeps of one document: read in parts, so that a question opens little of it."""

import mmap
import resource
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from corpus.analysis import vocabulary
from corpus.document import Passage, Span, StoredText
from corpus.frame import Frame
from corpus.manifest import IndexDamaged
from corpus.priors import unit_priors
from corpus.units import TokenVectors, UnitVectors, units_of

# Tables of a document that stay mapped, each with a file that stays open; and the share of the
# files that a process may open that they may take.
MAPPED, SHARE_OF_FILES = 4, 0.75
MACOS_MOST = 10_240
TEXT = TypeAdapter(StoredText)
PASSAGE = TypeAdapter(Passage)
PASSAGES = TypeAdapter(list[Passage])


class StoredDocument:
    """Vectors are memory-mapped, small tables are read once, passages one by one.

    `vectors` has a row for each window in the order of the passages; `tokens` is as in
    TokenVectors, compressed to int8; `priors` is (units, len(PRIORS)). Everything raises
    IndexDamaged for a file that is not whole.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def text(self) -> StoredText:
        with reading(self.folder):
            return TEXT.validate_json((self.folder / "text.json").read_bytes())

    @property
    def passages(self) -> list[Passage]:
        with reading(self.folder):
            return PASSAGES.validate_json((self.folder / "passages.json").read_bytes())

    @property
    def words(self) -> set[str]:
        """The words of the text that may be parts of compounds."""
        with reading(self.folder):
            return set((self.folder / "words.txt").read_text(encoding="utf-8").split())

    @cached_property
    def vectors(self) -> UnitVectors:
        rows = self._loaded("unit_rows.npy")
        return UnitVectors(self._mapped("windows.npy"), self._mapped("headed.npy"), rows)

    @cached_property
    def priors(self) -> np.ndarray:
        return self._loaded("priors.npy")

    @cached_property
    def sections(self) -> np.ndarray:
        """Number (passages,) of each passage's section within the document."""
        return self._loaded("sections.npy")

    @cached_property
    def tokens(self) -> TokenVectors:
        rows = self._loaded("token_rows.npy")
        return TokenVectors(self._mapped("tokens.npy"), self._mapped("token_starts.npy"), rows)

    def passage(self, number: int) -> Passage:
        """The one passage, read from its place in the file of all."""
        start, end = self._passages[number, 1:]
        with reading(self.folder), (self.folder / "passages.json").open("rb") as file:
            file.seek(start)
            return PASSAGE.validate_json(file.read(end - start))

    def passage_number(self, span: Span) -> int:
        """Of the passage that holds `span`."""
        return int(np.searchsorted(self._passages[:, 0], span.start, side="right")) - 1

    def unit_numbers(self, spans: Sequence[Span]) -> np.ndarray:
        """Rows (n,) in `units` of the units with `spans`."""
        return np.searchsorted(self.units[:, 0], [span.start for span in spans])

    def passage_tokens(self, span: Span) -> np.ndarray:
        """Token vectors (n, c), in int8, of the passage that holds `span`, heading included."""
        return copied(self.tokens.vectors, self._token_rows(span))

    def span_tokens(self, span: Span) -> np.ndarray:
        """Token vectors (n, c), in int8, of `span` alone."""
        rows = self._token_rows(span)
        starts = copied(self.tokens.starts, rows)
        return copied(self.tokens.vectors, rows)[(starts >= span.start) & (starts < span.end)]

    @cached_property
    def units(self) -> np.ndarray:
        """Start and end (units, 2) in the stored text, in the order of the vectors' rows."""
        return self._loaded("units.npy")

    @cached_property
    def _passages(self) -> np.ndarray:
        """For each passage its start in the stored text, and where it stands in the file."""
        return self._loaded("passages.npy")

    def _token_rows(self, span: Span) -> slice:
        number = self.passage_number(span)
        return slice(self.tokens.rows[number], self.tokens.rows[number + 1])

    def _mapped(self, name: str) -> np.ndarray:
        with reading(self.folder):
            return np.asarray(np.load(self.folder / name, mmap_mode="r"))

    def _loaded(self, name: str) -> np.ndarray:
        with reading(self.folder):
            return np.asarray(np.load(self.folder / name))


def allow_open_files() -> None:
    """Lets this process open as many files as its system lets it: many start with 1,024."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    # macOS says infinite, and grants no more than this.
    wanted = MACOS_MOST if most == resource.RLIM_INFINITY else most
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def documents_kept_open(most: int) -> int:
    """As many as the limit on open files has room for, and not more than `most`."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    room = most if limit == resource.RLIM_INFINITY else int(limit * SHARE_OF_FILES) // MAPPED
    return max(1, min(most, room))


def copied(table: np.ndarray, rows: slice | np.ndarray) -> np.ndarray:
    """Rows of a mapped table, whose pages then stay the system's: a process that keeps them mapped
    would grow towards the size of the index."""
    found = np.array(table[rows])
    if isinstance(table.base, np.memmap) and isinstance(table.base.base, mmap.mmap):
        table.base.base.madvise(mmap.MADV_DONTNEED)
    return found


def write_document(
    folder: Path,
    text: StoredText,
    passages: Sequence[Passage],
    vectors: UnitVectors,
    tokens: TokenVectors,
    frame: Frame,
) -> None:
    folder.mkdir()
    (folder / "text.json").write_bytes(TEXT.dump_json(text))
    (folder / "words.txt").write_text("\n".join(sorted(vocabulary(text.text))), encoding="utf-8")
    written = [PASSAGE.dump_json(passage) for passage in passages]
    (folder / "passages.json").write_bytes(b"[" + b",".join(written) + b"]")
    tables = {
        "passages": _passage_table(passages, written),
        "units": _unit_table(passages),
        "windows": vectors.windows,
        "headed": vectors.passages,
        "unit_rows": vectors.rows,
        "priors": unit_priors(units_of(passages), vectors.windows, frame.background),
        "sections": _section_numbers(passages),
        "tokens": frame.components.compress(tokens.vectors),
        "token_starts": tokens.starts,
        "token_rows": tokens.rows,
    }
    for name, table in tables.items():
        np.save(folder / f"{name}.npy", table)


def _passage_table(passages: Sequence[Passage], written: Sequence[bytes]) -> np.ndarray:
    starts = accumulate((len(json) + 1 for json in written), initial=1)
    places = [
        (passage.span.start, start, start + len(json))
        for passage, start, json in zip(passages, starts, written, strict=False)
    ]
    return np.asarray(places, np.int64).reshape(-1, 3)


def _section_numbers(passages: Sequence[Passage]) -> np.ndarray:
    numbers: dict[tuple[str, ...], int] = {}
    found = [numbers.setdefault(passage.section, len(numbers)) for passage in passages]
    return np.asarray(found, np.int32)


def _unit_table(passages: Sequence[Passage]) -> np.ndarray:
    units = [(window.start, window.end) for passage in passages for window in passage.windows]
    return np.asarray(units, np.int64).reshape(-1, 2)


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Raises IndexDamaged for a file in `folder` that is missing, cut short or not ours."""
    try:
        yield
    except (FileNotFoundError, EOFError, ValueError) as error:
        cause = str(error).partition("\n")[0]
        raise IndexDamaged(
            f"{folder} is not whole ({cause}); run `bronwijzer ingest --rebuild`"
        ) from error
