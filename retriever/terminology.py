"""The glossary: the terms of the documents, each with the sentence that defines it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.analysis import stem, words
from corpus.document import Document, Quote, Span, StoredText
from corpus.guide import CheckedGuide, CheckedTerm, TermKind
from retriever.abbreviations import find_abbreviations
from retriever.definitions import Definition, find_definitions, quote_of
from retriever.glossary import translate

ReadText = Callable[[str], StoredText]
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its best quote first; of the kind "use", its quotes explain and do not define.

    `checked` tells that a person chose the quotes; else rules did.
    """

    name: str
    also: tuple[str, ...]
    stands_for: str
    kind: TermKind
    checked: bool
    quotes: tuple[Quote, ...]


class Terminology:
    """The terms of one corpus: checked by hand where they are, found by rules elsewhere."""

    def __init__(
        self, documents: Mapping[str, Document], text: ReadText, checked: CheckedGuide
    ) -> None:
        """`text` gives the stored text of each of `documents`; it is read when first needed."""
        self._documents, self._text, self._checked = documents, text, checked

    @cached_property
    def checked(self) -> list[Term]:
        """Those that a person checked; no document is searched for them."""
        return [term for one in self._checked.terms if (term := self._located(one))]

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """By name, folded."""
        unchecked = [id for id in self._documents if id not in self._checked.term_documents]
        found = gather(definition for id in unchecked for definition in find_terms(self._text(id)))
        return tuple(sorted(join(self.checked, found), key=lambda term: term.name.casefold()))

    def entry(self, asked: str) -> Term | None:
        """The term that goes by the name `asked`, in Dutch or English, singular or plural."""
        key = name_key(asked)
        return self._by_name.get(key) or self._by_name.get(name_key(translate(asked)))

    def definitions_of(self, asked: str) -> tuple[Quote, ...]:
        """The checked sentences that define a term or resolve it, the best first."""
        names = self._checked_by_name
        term = names.get(name_key(asked)) or names.get(name_key(translate(asked)))
        return term.quotes if term and term.kind != "use" else ()

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, ...], Term]:
        return _named(self.terms)

    @cached_property
    def _checked_by_name(self) -> Mapping[tuple[str, ...], Term]:
        return _named(self.checked)

    def _located(self, checked: CheckedTerm) -> Term | None:
        """With the places of its quotes; what the documents no longer say is left out."""
        quotes = [
            quote_of(stored, Span(start, start + len(quote.text)))
            for quote in checked.quotes
            if quote.document in self._documents
            and (start := (stored := self._text(quote.document)).text.find(quote.text)) >= 0
        ]
        kept = (checked.name, checked.also, checked.stands_for, checked.kind)
        return Term(*kept, True, tuple(quotes)) if quotes else None


def _named(terms: Sequence[Term]) -> dict[tuple[str, ...], Term]:
    """Terms by every name; a term's own name goes before what another is also called."""
    names = {name_key(name): term for term in terms for name in _other_names(term)}
    return names | {name_key(term.name): term for term in terms}


def find_terms(stored: StoredText) -> Iterable[tuple[TermKind, Definition]]:
    """What the rules find in one document, definitions before abbreviations."""
    for definition in find_definitions(stored):
        yield "definition", definition
    for abbreviation in find_abbreviations(stored):
        yield "abbreviation", abbreviation


def gather(found: Iterable[tuple[TermKind, Definition]]) -> list[Term]:
    """One term a name. A sentence that defines goes before one that only resolves."""
    terms: dict[tuple[str, ...], Term] = {}
    for kind, one in sorted(found, key=lambda pair: pair[0] != "definition"):
        key = name_key(one.term)
        known = terms.get(key) or Term(one.term, (), one.stands_for, kind, False, ())
        if one.quote not in known.quotes:
            stands_for = known.stands_for or one.stands_for
            quotes = (*known.quotes, one.quote)
            terms[key] = replace(known, stands_for=stands_for, quotes=quotes)
    return list(terms.values())


def join(checked: Sequence[Term], found: Sequence[Term]) -> list[Term]:
    """Found quotes come after the checked ones of the same name."""
    named = {name_key(name): term for term in checked for name in (term.name, *_other_names(term))}
    more: dict[str, tuple[Quote, ...]] = {}
    for term in found:
        known = named.get(name_key(term.name))
        if known:
            more[known.name] = (*more.get(known.name, ()), *term.quotes)
    alone = [term for term in found if name_key(term.name) not in named]
    joined = [replace(term, quotes=term.quotes + more.get(term.name, ())) for term in checked]
    return joined + alone


def name_key(name: str) -> tuple[str, ...]:
    """Names are compared by the stems of their words, without a leading article."""
    found = [stem(word) for word in words(name[:LONGEST_NAME])]
    articles = {"de", "het", "een", "the", "a", "an"}
    return tuple(found[1:] if len(found) > 1 and found[0] in articles else found)


def _other_names(term: Term) -> tuple[str, ...]:
    return (*term.also, *((term.stands_for,) if term.stands_for else ()))
