"""Why a hit was found: the question's words that stand in it, and in which form."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.analysis import HELD_GRAMS, Analyzer, character_grams, content_words, stem
from retriever.glossary import translate
from retriever.hit import Hit, Match, Way
from retriever.question import language_of

# The word itself before another form, that before a compound, that before a likeness.
ORDER: tuple[Way, ...] = ("word", "stem", "part", "grams")


def explain(question: str, hits: Sequence[Hit], analyzer: Analyzer) -> list[Hit]:
    """The hits with their `matches`: for each word of the question the best of the hit's words, or
    where the hit has none at all, of the passage and heading around it."""
    matcher = Matcher(question, analyzer)
    return [replace(hit, matches=matcher.matches(hit)) for hit in hits]


class Matcher:
    """Remembers what it knows of a word: the hits of one question share most of theirs."""

    def __init__(self, question: str, analyzer: Analyzer) -> None:
        asked = [*content_words(question)]
        if language_of(question) == "en":
            asked += content_words(translate(question))
        self._asked, self._analyzer = list(dict.fromkeys(asked)), analyzer
        self._stems = {word: self._stems_of(word) for word in self._asked}
        grams = [(gram, word) for word in self._asked for gram in {*character_grams(word)}]
        self._needed = {w: HELD_GRAMS * n for w, n in Counter(w for _, w in grams).items()}
        self._with_gram = _listed(grams)
        self._with_stem = _listed(
            (form, word) for word, (own, parts) in self._stems.items() for form in {own, *parts}
        )
        self._known: dict[str, dict[str, Way]] = {}

    def matches(self, hit: Hit) -> tuple[Match, ...]:
        section = " ".join(hit.passage.section)
        return self._best(content_words(hit.text)) or self._best(
            content_words(f"{section} {hit.passage.text}")
        )

    def _best(self, words: Iterable[str]) -> tuple[Match, ...]:
        best: dict[str, Match] = {}
        for word in dict.fromkeys(words):
            for asked, way in self._ways(word).items():
                known = best.get(asked)
                if known is None or ORDER.index(way) < ORDER.index(known.way):
                    best[asked] = Match(asked, word, way)
        return tuple(best[asked] for asked in self._asked if asked in best)

    def _ways(self, word: str) -> dict[str, Way]:
        """In which way `word` matches each word of the question that it matches."""
        if word not in self._known:
            own, parts = self._stems_of(word)
            shared = Counter(
                asked
                for gram in {*character_grams(word)}
                for asked in self._with_gram.get(gram, ())
            )
            alike = [asked for form in {own, *parts} for asked in self._with_stem.get(form, ())]
            found = {
                asked: self._way(word, own, parts, asked, shared) for asked in {*shared, *alike}
            }
            self._known[word] = {asked: way for asked, way in found.items() if way}
        return self._known[word]

    def _way(
        self, word: str, own: str, parts: set[str], asked: str, shared: Counter[str]
    ) -> Way | None:
        asked_stem, asked_parts = self._stems[asked]
        if word == asked:
            return "word"
        if own == asked_stem:
            return "stem"
        if asked_stem in parts or own in asked_parts or parts & asked_parts:
            return "part"
        return "grams" if shared[asked] >= self._needed[asked] else None

    def _stems_of(self, word: str) -> tuple[str, set[str]]:
        """Of the word, and of its parts where it is a compound."""
        return stem(word), {stem(part) for part in self._analyzer.compound_parts(word)}


def _listed(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    listed: dict[str, list[str]] = {}
    for form, word in pairs:
        listed.setdefault(form, []).append(word)
    return listed
