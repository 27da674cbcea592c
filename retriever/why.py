"""Why a hit was found: the question's words that stand in it, and in which form."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.analysis import Analyzer, character_grams, content_words, stem
from retriever.glossary import translate
from retriever.hit import Hit, Match, Way
from retriever.question import language_of

# A word is found in another by its grams when that holds this share of them.
SHARED_GRAMS = 0.6


def explain(question: str, hits: Sequence[Hit], analyzer: Analyzer) -> list[Hit]:
    """The hits with their `matches`: for each word of the question the best of the hit's words, or
    where the hit has none, of the passage and heading around it."""
    asked = list(dict.fromkeys(_asked(question)))
    return [replace(hit, matches=tuple(_matches(asked, hit, analyzer))) for hit in hits]


def _asked(question: str) -> Iterator[str]:
    yield from content_words(question)
    if language_of(question) == "en":
        yield from content_words(translate(question))


def _matches(asked: Sequence[str], hit: Hit, analyzer: Analyzer) -> Iterator[Match]:
    inside = list(dict.fromkeys(content_words(hit.text)))
    around = f"{' '.join(hit.passage.section)} {hit.passage.text}"
    beyond = [word for word in dict.fromkeys(content_words(around)) if word not in inside]
    for word in asked:
        found = _best(word, inside, analyzer) or _best(word, beyond, analyzer)
        if found:
            yield found


def _best(asked: str, found: Sequence[str], analyzer: Analyzer) -> Match | None:
    """The word itself before another form, that before a compound, that before a likeness."""
    ways: Sequence[Way] = ("stem", "part", "grams")
    for way in ways:
        matching = [word for word in found if _matched(asked, word, way, analyzer)]
        if matching:
            return Match(asked, asked if asked in matching else matching[0], way)
    return None


def _matched(asked: str, word: str, way: Way, analyzer: Analyzer) -> bool:
    if way == "stem":
        return stem(asked) == stem(word)
    if way == "part":
        parts = [stem(part) for part in analyzer.compound_parts(word)]
        own = [stem(part) for part in analyzer.compound_parts(asked)]
        return stem(asked) in parts or bool(set(own) & {stem(word), *parts})
    grams = set(character_grams(asked))
    return len(grams & set(character_grams(word))) >= SHARED_GRAMS * len(grams)
