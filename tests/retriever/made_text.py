"""Stored texts made of a few sentences, for tests of rules that read whole documents."""

from collections.abc import Sequence

from corpus.document import Section, Sentence, Span, StoredText


def made_text(*paragraphs: Sequence[str], document: str = "nieuw-2026") -> StoredText:
    """Each paragraph is a heading and its sentences; those that begin with "~" are not exact."""
    text, sections, sentences = "", [], []
    for heading, *body in paragraphs:
        start = len(text)
        text += f"{heading}\n\n"
        for sentence in body:
            bare = sentence.removeprefix("~")
            span = Span(len(text), len(text) + len(bare))
            sentences.append(Sentence(span, exact=bare == sentence))
            text += f"{bare} "
        text = f"{text.rstrip()}\n\n"
        sections.append(Section((heading,), Span(start, len(text))))
    return StoredText(document, text, tuple(sections), tuple(sentences))
