"""What must hold of every answer, whatever a model wrote, by other means than the verifier's."""

import re

from corpus.index import PassageIndex
from retriever.answer import Answer
from retriever.phrases import PHRASES

UNKNOWN = re.compile(
    "|".join(t.replace("{words}", ".+") for t in PHRASES["unknown words"].values())
)
UNCERTAIN = set(PHRASES["uncertain"].values())
WROTE = tuple(PHRASES["model wrote"].values())


def check_facts(answer: Answer, index: PassageIndex) -> None:
    """Every claim has quotes, they stand in their documents, and hold every figure of the claim."""
    assert all(claim.verdict in ("verbatim", "supported") for claim in answer.claims)
    for claim in answer.claims:
        assert answer.numbers(claim)
        quotes = " ".join(quote.text for quote in claim.quotes)
        assert set(re.findall(r"\d+", claim.text)) <= set(re.findall(r"\d+", quotes))
        for quote in claim.quotes:
            stored = index.text(quote.document).text
            assert stored[quote.span.start : quote.span.end] == quote.text


def check_text(answer: Answer) -> None:
    """Nothing stands in it but claims, quotes, headings, the line that counts, what is said of an
    uncertain answer, and the note."""
    known = [claim.text for claim in answer.claims]
    known += [citation.quote.text for citation in answer.citations]
    rest = answer.text.replace(answer.note, "")
    for text in sorted(known, key=len, reverse=True):
        rest = rest.replace(text, "")
    rest = re.sub(r"\[\d+\]", "", rest)
    lines = [line for line in rest.split("\n") if re.search(r"\w", line)]
    ours = [line for line in lines if line in UNCERTAIN or UNKNOWN.fullmatch(line)]
    wrote = answer.note.startswith(WROTE)
    lead = [] if wrote or answer.outcome == "uncertain" else lines[:1]
    assert [line for line in lines if not line.startswith("**") and line not in ours] == lead
