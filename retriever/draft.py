"""A model's answer while it is written: each statement is judged before a reader sees it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.document import Quote
from retriever.answer import Citation, Claim
from retriever.events import Stated
from retriever.phrases import phrase
from retriever.question import Language
from retriever.statements import Statement, read_statements
from retriever.verify import Verifier
from retriever.writer import ModelFailed

# Fewer statements that hold than this share of all: then the quotes themselves serve better.
KEPT_SHARE = 0.5
# A model that has written so many statements, and not one that holds, is not listened to further.
PATIENCE = 6


@dataclass(slots=True)
class Draft:
    """What was kept so far, and how many statements were left out because nothing proves them."""

    sources: Sequence[Citation]
    verifier: Verifier
    language: Language
    stated: list[Stated] = field(default_factory=list)
    citations: dict[Quote, Citation] = field(default_factory=dict)
    removed: int = 0

    def write(self, pieces: Iterable[str]) -> Iterator[Stated]:
        """Every statement that holds, once; raises ModelFailed where they are too few."""
        declined, said = False, set[str]()
        for statement in read_statements(pieces):
            if _bare(statement.text) == _bare(phrase("model declines", self.language)):
                declined = True
            elif _bare(statement.text) not in said:
                said.add(_bare(statement.text))
                yield from self._judge(statement)
            if not self.stated and self.removed >= PATIENCE:
                break
        if declined and not self.stated:
            raise ModelFailed("no answer", "the model found no answer in the passages")
        if len(self.stated) < max(1, KEPT_SHARE * (len(self.stated) + self.removed)):
            raise ModelFailed(
                "unproven", f"{len(self.stated)} statements hold, {self.removed} do not"
            )

    def _judge(self, statement: Statement) -> Iterator[Stated]:
        quotes = self._cited(statement)
        judged = self.verifier.judge(statement.text, quotes) if quotes else None
        if judged is None or judged.verdict not in ("verbatim", "supported"):
            self.removed += 1
            return
        for quote in quotes:
            self.citations.setdefault(quote, Citation(len(self.citations) + 1, quote))
        claim = Claim(statement.text, quotes, judged.verdict)
        stated = Stated(claim, tuple(self.citations[quote] for quote in quotes), statement.item)
        self.stated.append(stated)
        yield stated

    def _cited(self, statement: Statement) -> tuple[Quote, ...]:
        """The quotes behind its numbers; none when a number is invented or markup stands in it."""
        known = {source.number: source.quote for source in self.sources}
        if not statement.is_plain or not all(number in known for number in statement.numbers):
            return ()
        return tuple(known[number] for number in statement.numbers)


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
