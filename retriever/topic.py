"""What a question is about: its content words without the words that only frame it."""

from corpus.analysis import content_words, stem
from corpus.encoder import Encoder, Encoding
from retriever.glossary import translate
from retriever.question import language_of

# "What helps … succeed", "which lessons": these words say how is asked, not what about.
FRAME_WORDS = frozenset(
    stem(word)
    for word in """help helpt helpen helps hulp laten lukt slagen slaagt succeed success succes
    werkt works goed good best belangrijk important zegt zeggen say noemen noemt mention rapport
    report les lessen lesson lessons leerpunt geleerd learned nodig need needed manier way ways
    mensen people""".split()
)


def encode_asked(question: str, encoder: Encoder) -> tuple[Encoding, Encoding | None]:
    """The question, and its topic where that says something else, encoded together: that takes
    little longer than one of them."""
    topic = topic_of(question)
    asked, *about = encoder.encode_questions((question, topic) if topic else (question,))
    return asked, about[0] if about else None


def is_frame(word: str) -> bool:
    return stem(word) in FRAME_WORDS


def topic_of(question: str) -> str:
    """The subject in Dutch words where the glossary knows them; "" when nothing is framed and
    nothing is translated, for then the question itself says it best."""
    found = list(content_words(question))
    kept = [word for word in found if not is_frame(word)]
    if language_of(question) == "en":
        own = [word for word in kept if not translate(word)]
        return " ".join([*own, translate(" ".join(kept))]).strip()
    return " ".join(kept) if len(kept) < len(found) else ""
