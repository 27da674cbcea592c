"""Questions to ask on with after an answer: terms in its quotes, and related first questions."""

import re
from collections.abc import Collection, Iterator

from corpus.analysis import content_words, stem
from retriever.answer import Answer
from retriever.guide import Guide
from retriever.question import Language
from ui.words import said
from ui.words.ask import WORDS

TERMS, RELATED = 2, 1


def follow_ups(
    answer: Answer, guide: Guide, asked: Collection[str], language: str
) -> tuple[str, ...]:
    """In the language of the page; none that is among the questions `asked`."""
    w = said(WORDS, language)
    tongue: Language = "en" if language == "en" else "nl"
    found = [w["more"]] if answer.citations else []
    found += [w["means"].format(name) for name in _terms(answer, guide)][:TERMS]
    found += _related(answer.asked or answer.question, guide, tongue)
    known = {one.casefold() for one in asked}
    return tuple(one for one in dict.fromkeys(found) if one.casefold() not in known)


def _terms(answer: Answer, guide: Guide) -> Iterator[str]:
    """Defined terms that the quotes hold and the question does not, the longest name first."""
    quoted = " ".join(citation.quote.text for citation in answer.citations)
    names = [term.name for term in guide.terminology.terms if term.kind != "use"]
    for name in sorted(names, key=len, reverse=True):
        word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        if word.search(quoted) and not word.search(answer.question):
            yield name


def _related(question: str, guide: Guide, language: Language) -> list[str]:
    """First questions that share most words with this one; any where none does."""
    own = {stem(word) for word in content_words(question)}

    def shared(other: str) -> int:
        return len(own & {stem(word) for word in content_words(other)})

    others = [one.question[language] for one in guide.questions]
    ordered = sorted(others, key=shared, reverse=True)
    near = [one for one in ordered if shared(one) and one.casefold() != question.casefold()]
    return (near or ordered)[:RELATED]
