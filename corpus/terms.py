"""The word index: the only module that knows tantivy."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy

from corpus.analysis import Terms

KINDS = ("stems", "parts", "grams")
# What a match counts in the unit itself and in the passage around it.
SCOPES = ("unit", "passage")
WRITER_MEMORY = 64_000_000


class BadTermIndex(Exception):
    """The word index can't be opened or written; `bronwijzer ingest --rebuild` makes it anew."""


@dataclass(frozen=True, slots=True)
class UnitTerms:
    """Search terms of one indexed unit (a window), and of the passage that holds it."""

    id: str
    document: str
    unit: Terms
    passage: Terms


class TermWriter:
    """Drops and adds units within one commit."""

    def __init__(self, writer: tantivy.IndexWriter) -> None:
        self._writer = writer

    def remove(self, document: str) -> None:
        self._writer.delete_documents_by_term("document", document)

    def add(self, units: Iterable[UnitTerms]) -> None:
        for unit in units:
            self._writer.add_document(_record(unit))


class TermIndex:
    """BM25 over stems, compound parts and character grams, memory-mapped from a folder.

    BM25 is tantivy's, with k1 = 1.2 and b = 0.75 (Robertson's usual values).
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        with _reaching(folder):
            self._index = tantivy.Index(_schema(), path=str(folder), reuse=True)
        self._index.config_reader(reload_policy="manual", num_warmers=0)
        self._searcher = self._index.searcher()

    @contextmanager
    def writing(self) -> Iterator["TermWriter"]:
        """Everything that is written within is committed together at the end."""
        with _reaching(self._folder):
            writer = self._index.writer(heap_size=WRITER_MEMORY, num_threads=1)
            yield TermWriter(writer)
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()
        self._searcher = self._index.searcher()

    def search(
        self,
        terms: Mapping[str, float],
        weights: Mapping[str, float],
        k: int,
        documents: Sequence[str] = (),
    ) -> list[tuple[str, float]]:
        """At most `k` unit ids with their BM25 score, best first.

        `terms` maps "kind:term" to a weight; `weights` maps field names such as `unit_stems` to
        what a match in that field counts.
        """
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(field, term), boost * much))
            for (kind, term), much in _by_kind(terms)
            for field, boost in weights.items()
            if field.endswith(f"_{kind}") and boost * much > 0
        ]
        if not clauses or k < 1:
            return []
        query = tantivy.Query.boolean_query(clauses)
        if documents:
            wanted = tantivy.Query.term_set_query(self._index.schema, "document", list(documents))
            query = tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Must, query),
                    (tantivy.Occur.Must, tantivy.Query.const_score_query(wanted, 0.0)),
                ]
            )
        found = self._searcher.search(query, limit=k, count=False).hits
        return [(self._searcher.doc(address)["id"][0], float(score)) for score, address in found]

    def units_with(
        self, words: Sequence[Sequence[str]], documents: Collection[str], most: int
    ) -> list[str]:
        """At most `most` unit ids of `documents` in whose passage stands, of each word, one of its
        terms ("kind:term")."""
        wanted = tantivy.Query.term_set_query(self._index.schema, "document", list(documents))
        clauses = [(tantivy.Occur.Must, wanted)]
        for terms in words:
            named = [term.partition(":")[::2] for term in terms]
            any_of = [
                (tantivy.Occur.Should, self._term(f"passage_{kind}", term)) for kind, term in named
            ]
            clauses.append((tantivy.Occur.Must, tantivy.Query.boolean_query(any_of)))
        found = self._searcher.search(tantivy.Query.boolean_query(clauses), limit=most).hits
        return [self._searcher.doc(address)["id"][0] for _, address in found]

    def frequency(self, kind: str, term: str) -> int:
        """Number of units that hold `term`."""
        return int(self._searcher.doc_freq(f"unit_{kind}", term))

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def _term(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._index.schema, field, term, index_option="freq")


@contextmanager
def _reaching(folder: Path) -> Iterator[None]:
    """Raises BadTermIndex for what goes wrong within tantivy, which raises ValueError for all."""
    try:
        yield
    except ValueError as error:
        raise BadTermIndex(f"{folder}: {error}; run `bronwijzer ingest --rebuild`") from error


def _by_kind(terms: Mapping[str, float]) -> list[tuple[tuple[str, str], float]]:
    return [((key.partition(":")[0], key.partition(":")[2]), much) for key, much in terms.items()]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    for scope in SCOPES:
        for kind in KINDS:
            builder.add_text_field(
                f"{scope}_{kind}", tokenizer_name="whitespace", index_option="freq"
            )
    return builder.build()


def _record(unit: UnitTerms) -> tantivy.Document:
    record = tantivy.Document(id=unit.id, document=unit.document)
    for scope, terms in (("unit", unit.unit), ("passage", unit.passage)):
        for kind in KINDS:
            record.add_text(f"{scope}_{kind}", " ".join(getattr(terms, kind)))
    return record
