"""A corpus of two small reports, a word-counting retriever and an assistant that quotes."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from corpus.document import Document, Page, Passage, Quote, Section, Sentence, Span, StoredText
from corpus.encoder import Encoding, Role
from retriever.answer import Answer, Citation, Claim
from retriever.assistant import Findings
from retriever.hit import Hit, Part

HOUSING = "wonen-2020"
CARE = "zorg-2021"
REPORTS = {
    HOUSING: [
        "De gemeente en de corporatie sluiten samen een omklapcontract.",
        "Na een jaar komt het huurcontract op naam van de bewoner.",
        "In Houten zijn veertig woningen omgeklapt.",
    ],
    CARE: [
        "De begeleider blijft na de verhuizing nog zes maanden beschikbaar.",
        "Een wijkteam kent de buren en de voorzieningen.",
        "Zonder daginvulling valt een bewoner eerder terug.",
    ],
}
GOLD = [
    ("q-1", "Wie sluiten het omklapcontract van de gemeente?", HOUSING, 0, "dev"),
    ("q-2", "Wanneer komt het huurcontract op naam van de bewoner?", HOUSING, 1, "test"),
    ("q-3", "Hoeveel woningen zijn omgeklapt in Houten?", HOUSING, 2, "dev"),
    ("q-4", "Hoe lang blijft de begeleider beschikbaar na de verhuizing?", CARE, 0, "test"),
    ("q-5", "Wat kent een wijkteam: buren en voorzieningen?", CARE, 1, "dev"),
    ("q-6", "Wanneer valt een bewoner eerder terug zonder daginvulling?", CARE, 2, "test"),
]
# The second turn can't be understood without the first, and stands alone as q-2 does.
DIALOGUE = (("Komt het huurcontract op naam?", HOUSING, 1), ("Wanneer dan?", HOUSING, 1))
FAR = ("u-1", "Zeilboot kopen in Houten?")


def store(document: str, sentences: Sequence[str], first_page: int = 3) -> StoredText:
    """A section and a page for every sentence."""
    text = "\n\n".join(sentences)
    spans = [Span(start := text.index(s), start + len(s)) for s in sentences]
    return StoredText(
        document,
        text,
        tuple(Section((f"Deel {i}",), span) for i, span in enumerate(spans, 1)),
        tuple(Sentence(span) for span in spans),
        tuple(Page(None, str(i), span) for i, span in enumerate(spans, first_page)),
    )


def cut(stored: StoredText) -> list[Passage]:
    """A passage for every sentence."""
    return [
        Passage(
            id=f"{stored.document}:{sentence.span.start}",
            document=stored.document,
            text=stored.text[sentence.span.start : sentence.span.end],
            span=sentence.span,
            section=stored.section_path(sentence.span),
            page=stored.page_label(sentence.span),
            sentences=(sentence,),
            windows=(sentence.span,),
        )
        for sentence in stored.sentences
    ]


@dataclass
class WordRetriever:
    """Passages by the number of words that they share with the question."""

    passages: list[Passage]
    name: str = "words"

    def retrieve(self, question: str, k: int, documents: Sequence[str] = ()) -> list[Hit]:
        asked = words(question)
        hits = [
            Hit(p, p.span, float(len(asked & words(p.text))), {})
            for p in self.passages
            if not documents or p.document in documents
        ]
        ranked = sorted((hit for hit in hits if hit.score), key=lambda hit: -hit.score)[:k]
        return [
            Hit(hit.passage, hit.span, hit.score, {self.name: Part(rank, hit.score)})
            for rank, hit in enumerate(ranked, 1)
        ]


def words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.lower()))


@dataclass
class QuotingAssistant:
    """Answers with the best passage, if it shares two words with the question."""

    texts: dict[str, StoredText]
    needed: float = 2
    shift: int = 0
    documents: Mapping[str, Document] = field(init=False)

    def __post_init__(self) -> None:
        self.documents = {id: Document(id, id, f"{id}.txt", "") for id in self.texts}

    def text(self, document: str) -> StoredText:
        return self.texts[document]

    def ask(self, question: str, documents: Sequence[str] = ()) -> Answer:
        hits = tuple(retriever_of(self.texts).retrieve(question, 5, documents))
        if not hits or hits[0].score < self.needed:
            return Answer(question, "nl", "not_found", "Niet gevonden.", (), (), hits, 0.01)
        quote = self._quote(hits[0])
        claim, citation = Claim(quote.text, (quote,), "verbatim"), Citation(1, quote)
        text = f"{quote.text} [1]"
        return Answer(question, "nl", "answered", text, (claim,), (citation,), hits, 0.01)

    def search(self, question: str, limit: int, /, *, history: Sequence[str] = ()) -> Findings:
        """A follow-up is understood by the words of the last question before it."""
        hits = retriever_of(self.texts).retrieve(" ".join([question, *history[-1:]]), limit)
        return Findings("nl", hits, 0.01)

    def _quote(self, hit: Hit) -> Quote:
        span = Span(hit.span.start + self.shift, hit.span.end + self.shift)
        passage = hit.passage
        return Quote(passage.document, span, passage.text, passage.section, passage.page)


def retriever_of(texts: Mapping[str, StoredText]) -> WordRetriever:
    return WordRetriever([passage for id in texts for passage in cut(texts[id])])


class LetterEncoder:
    """Vectors that count letters: alike for texts that are spelt alike."""

    name = "letters"
    digest = question_digest = "0" * 16
    dimension = 26

    def encode(self, texts: Sequence[str], _role: Role, _progress: object = None) -> list[Encoding]:
        return [self._encoding(text) for text in texts]

    def encode_questions(self, questions: tuple[str, ...]) -> tuple[Encoding, ...]:
        return tuple(self._encoding(question) for question in questions)

    def _encoding(self, text: str) -> Encoding:
        counts = np.array([text.lower().count(chr(97 + i)) for i in range(26)], float) + 1e-6
        return Encoding(counts / np.linalg.norm(counts), np.zeros((0, 26)), np.zeros((0, 2)))


GATE = """
headline = "words"
contribute = ["words"]
must_pass = ["q-1", "u-1"]
[answers]
verbatim = 1.0
page_right = 1.0
[checks]
page_labels = 1.0
[refusal]
macro_f1 = 0.9
[most]
"false refusals" = 0.1
[retrieval.words]
recall_6000 = 0.9
"""


def question_row(
    id: str, question: str, document: str, sentence: int, split: str
) -> dict[str, object]:
    kept = {"kind": "list", "language": "nl", "answer": "", "split": split}
    return {"id": id, "question": question, "nuggets": [nugget(id, document, sentence)], **kept}


def dialogue_row() -> dict[str, object]:
    turns = [
        {
            "question": question,
            "standalone": GOLD[1][1] if number else None,
            "answer": "",
            "nuggets": [nugget(question, document, sentence)],
        }
        for number, (question, document, sentence) in enumerate(DIALOGUE)
    ]
    return {"id": "d-1", "language": "nl", "split": "test", "turns": turns}


def nugget(of: str, document: str, sentence: int) -> dict[str, object]:
    quote = {"document": document, "quote": REPORTS[document][sentence]}
    return {"text": f"feit van {of}", "vital": True, "quotes": [quote]}


def write_lines(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
