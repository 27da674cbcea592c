"""What people say of an answer: kept with the answer's whole trace, by consent, for some time."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ingest.privacy import hide_contact_details
from retriever.assistant import Assistant
from retriever.question import LONGEST_QUESTION
from retriever.reply import AskReply
from server.database import Database

LONGEST_TEXT = 2000
# Characters; the gold of evals/ takes no shorter ones.
SHORTEST_EVIDENCE = 8

Reason = Literal["wrong", "incomplete", "wrong_source", "not_found", "unclear", "other"]


class UnknownFeedback(Exception):
    """No feedback has this id."""


class CorrectedSource(BaseModel):
    """Where the answer stands, says the one who knows."""

    model_config = ConfigDict(extra="forbid")

    document: str = Field(max_length=200, examples=["bouwen-aan-een-thuis-2021"])
    quote: str = Field(default="", max_length=LONGEST_TEXT, description="The words that prove it.")


class FeedbackRequest(BaseModel):
    """A judgement of an answer. Without consent it is only counted, and nothing of it is kept."""

    model_config = ConfigDict(extra="forbid")

    thumb: Literal["up", "down"] = Field(examples=["down"])
    reason: (
        Literal["wrong", "incomplete", "wrong_source", "not_found", "unclear", "other"] | None
    ) = Field(default=None, examples=["incomplete"])
    text: str = Field(default="", max_length=LONGEST_TEXT, description="In one's own words.")
    corrected: CorrectedSource | None = None
    history: list[Annotated[str, Field(max_length=LONGEST_QUESTION)]] = Field(
        default=[], max_length=20, description="Earlier questions of the conversation."
    )
    consent: bool = Field(default=False, description="Whether question and answer may be kept.")
    answer: AskReply = Field(description="The answer, as POST /api/ask gave it.")


class Feedback(BaseModel):
    """What is kept: the judgement, and all that made the answer what it was."""

    id: str
    kept: str = Field(description="When, as ISO 8601.")
    judgement: FeedbackRequest
    generation: str
    fingerprint: str = Field(description="Of the index that answered when this was kept.")
    version: str
    proven: bool = Field(description="Whether every quote of the answer stands in that index.")


class FeedbackBox:
    """Feedback is on the disk when `keep` returns; what is older than `days` is removed."""

    def __init__(self, database: Database, days: int, version: str) -> None:
        self._database, self._days, self._version = database, days, version
        self.forget_old()

    def keep(self, judgement: FeedbackRequest, assistant: Assistant) -> str:
        """The id by which it can be taken back."""
        self.forget_old()
        told = assistant.health()
        entry = Feedback(
            id=secrets.token_hex(16),
            kept=datetime.now(UTC).isoformat(timespec="seconds"),
            judgement=without_contact_details(judgement),
            generation=str(told.get("generation", "")),
            fingerprint=str(told.get("fingerprint", "")),
            version=self._version,
            proven=is_proven(judgement.answer, assistant),
        )
        self._database.run(
            "INSERT INTO feedback VALUES (?, ?, ?)", (entry.id, entry.kept, entry.model_dump_json())
        )
        return entry.id

    def count(self) -> int:
        [(count,)] = self._database.run("SELECT count(*) FROM feedback")
        return int(count or 0)

    def list(self, offset: int = 0, limit: int = -1) -> list[Feedback]:
        """The oldest first; all that follow where `limit` is below 0."""
        rows = self._database.run(
            "SELECT entry FROM feedback ORDER BY kept, rowid LIMIT ? OFFSET ?", (limit, offset)
        )
        return [Feedback.model_validate_json(str(entry)) for (entry,) in rows]

    def delete(self, id: str) -> None:
        """Raises UnknownFeedback."""
        if not self._database.run("DELETE FROM feedback WHERE id = ? RETURNING id", (id,)):
            raise UnknownFeedback(f"no feedback has the id {id!r}; `bronwijzer feedback` lists it")
        self._database.forget()

    def delete_all(self) -> int:
        """How many there were."""
        gone = self._database.run("DELETE FROM feedback RETURNING id")
        self._database.forget()
        return len(gone)

    def forget_old(self) -> None:
        oldest = datetime.now(UTC) - timedelta(days=self._days)
        if self._database.run(
            "DELETE FROM feedback WHERE kept < ? RETURNING id",
            (oldest.isoformat(timespec="seconds"),),
        ):
            self._database.forget()


def is_proven(answer: AskReply, assistant: Assistant) -> bool:
    return all(
        one.document in assistant.documents
        and assistant.text(one.document).text[one.start : one.end] == one.quote
        for one in answer.citations
    )


def without_contact_details(judgement: FeedbackRequest) -> FeedbackRequest:
    """With phone numbers and addresses left out of what people typed."""
    hide = hide_contact_details
    answer = judgement.answer.model_copy(
        update={"question": hide(judgement.answer.question), "asked": hide(judgement.answer.asked)}
    )
    history = [hide(question) for question in judgement.history]
    update = {"text": hide(judgement.text), "history": history, "answer": answer}
    return judgement.model_copy(update=update)


def candidate_questions(kept: Sequence[Feedback]) -> list[dict[str, object]]:
    """Each as a question of evals/questions.jsonl, for a person to check: the corrected source is
    what should be found, or else what an answer that was liked quotes."""
    return [_candidate(one) for one in kept]


def _candidate(one: Feedback) -> dict[str, object]:
    judgement, answer = one.judgement, one.judgement.answer
    quotes = _evidence(judgement)
    kind = "several" if len({quote["document"] for quote in quotes}) > 1 else "how"
    return {
        "id": f"fb-{one.id[:12]}",
        "question": answer.asked or answer.question,
        "language": answer.language,
        "kind": kind if quotes else "unanswerable",
        "split": "dev",
        "parallel": None,
        "category": None if quotes else "near",
        "answer": f"{judgement.thumb}, {judgement.reason or 'no reason'}: {judgement.text}".strip(),
        "nuggets": [{"text": quote["quote"], "vital": True, "quotes": [quote]} for quote in quotes],
    }


def _evidence(judgement: FeedbackRequest) -> list[dict[str, str]]:
    corrected = judgement.corrected
    if corrected is not None and len(corrected.quote) >= SHORTEST_EVIDENCE:
        return [{"document": corrected.document, "quote": corrected.quote}]
    liked = judgement.answer.citations if judgement.thumb == "up" else []
    return [
        {"document": one.document, "quote": one.quote}
        for one in liked
        if len(one.quote) >= SHORTEST_EVIDENCE
    ]
