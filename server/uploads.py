"""The routes by which editors add, replace, describe and remove documents."""

import os
import shutil
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Literal, Self

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.exceptions import HTTPException

from corpus.catalogue import ID_PATTERN
from corpus.index import UnknownDocument
from corpus.lock import IndexLocked
from ingest.offer import Details, Offer
from ingest.pipeline import Fate, What
from server.accepted import Change, keep
from server.api import failures
from server.auth import Editor
from server.jobs import TOLD, Job, Jobs, TooManyJobs
from server.requests import EXAMPLE_DOCUMENT

MOST_FILES = 50
# Seconds after which a caller is told where to ask instead of what became of the documents.
PATIENCE = 40.0

Text = Annotated[str, Field(max_length=500)]
Id = Annotated[str, Field(max_length=100, pattern=ID_PATTERN, examples=[EXAMPLE_DOCUMENT])]
Url = Annotated[str, Field(max_length=1000, pattern=r"^(https?://\S+)?$")]
Year = Annotated[int, Field(ge=1000, le=9999)]
Authors = Annotated[list[Text], Field(max_length=100)]

routes = APIRouter(
    prefix="/api/documents", dependencies=[Editor], responses=failures(403, 404, 409, 503)
)


class DetailsRequest(BaseModel):
    """What is told of a document; what is left out stays as it is, or as the file says."""

    model_config = ConfigDict(extra="forbid")

    title: Text | None = Field(default=None, examples=["Bouwen aan een thuis"])
    authors: Authors | None = None
    publisher: Text | None = None
    year: Year | None = Field(default=None, description="Of publication.")
    url: Url | None = None

    def details(self, id: str | None = None) -> Details:
        told = self.model_dump(exclude={"id", "authors"})
        return Details(id=id, authors=None if self.authors is None else (*self.authors,), **told)


class FileDetails(DetailsRequest):
    id: Id | None = None


class FateReply(BaseModel):
    """What became of one document. A file that failed has its own name for an id."""

    document: str
    what: What
    passages: int
    characters: int
    problem: str = Field(description="Why it failed, and what to do.")
    asked: list[str] = Field(description="What nobody told and the file does not say.")

    @classmethod
    def of(cls, fate: Fate) -> Self:
        told = {name: getattr(fate, name) for name in cls.model_fields if name != "asked"}
        return cls(**told, asked=list(fate.asked))


class JobReply(BaseModel):
    """How far a change has come, and what became of each document."""

    id: str
    state: Literal["waiting", "working", "done", "failed"]
    document: str = Field(description="Which is being encoded.")
    texts: int = Field(description="How many texts of it are to be encoded.")
    encoded: int = Field(description="How many of them are.")
    fates: list[FateReply]
    problem: str = Field(description="Why nothing changed, where it failed as a whole.")

    @classmethod
    def of(cls, job: Job) -> Self:
        return cls(
            id=job.id,
            state=job.state,
            document=job.document,
            texts=job.texts,
            encoded=job.encoded,
            fates=[FateReply.of(fate) for fate in job.fates],
            problem=_told(job.error) if job.error else "",
        )


def jobs_of(request: Request) -> Jobs:
    """Raises HTTPException where the server takes no documents."""
    found: Jobs | None = request.app.state.jobs
    if found is None:
        raise HTTPException(404, "this server takes no documents")
    return found


@routes.post("", summary="Add or replace documents", status_code=201, responses=failures(413, 422))
def add(
    request: Request,
    response: Response,
    file: Annotated[list[UploadFile], File(description="One file, or several.")],
    id: Annotated[Id | None, Form(description="Of one file; one that exists: replace it.")] = None,
    title: Annotated[Text | None, Form()] = None,
    authors: Annotated[Authors | None, Form()] = None,
    publisher: Annotated[Text | None, Form()] = None,
    year: Annotated[Year | None, Form()] = None,
    url: Annotated[Url | None, Form()] = None,
    details: Annotated[
        str, Form(description="Of several files: a JSON list of what is told of each, in order.")
    ] = "",
) -> JobReply:
    """PDF, Word, web page, Markdown or text. What became of each file is in the reply, or, with
    status 202, at jobs/{id} once it is done, also where the server was stopped before; the answers
    follow the new index by themselves."""
    one = FileDetails(id=id, title=title, authors=authors, publisher=publisher, year=year, url=url)
    told = _details(one, details, len(file))
    jobs = jobs_of(request)

    def change(folder: Path) -> Change:
        offers = [
            Offer(_copied(upload, folder / str(number)), one.details(one.id), upload.filename or "")
            for number, (upload, one) in enumerate(zip(file, told, strict=True))
        ]
        return Change(add=offers)

    return _begun(jobs, change, response)


@routes.patch("/{id}", summary="Describe a document anew", responses=failures(422))
def describe(id: str, body: DetailsRequest, request: Request, response: Response) -> JobReply:
    """Changes what the catalogue tells; only a new title is encoded anew."""
    change = Change(describe={id: body.details()})
    return _begun(jobs_of(request), lambda _: change, response)


@routes.delete("/{id}", summary="Remove a document")
def remove(id: str, request: Request, response: Response) -> JobReply:
    """With its file and all its passages."""
    return _begun(jobs_of(request), lambda _: Change(remove=[id]), response)


@routes.get("/jobs/{job}", summary="Tell how far a change has come")
def progress(job: str, request: Request) -> JobReply:
    """Of the last two hundred changes."""
    found = jobs_of(request).find(job)
    if found is None:
        raise HTTPException(404, f"no job {job!r}")
    return JobReply.of(found)


def _details(one: FileDetails, several: str, files: int) -> list[FileDetails]:
    """One for each file. Raises HTTPException."""
    if files > MOST_FILES:
        raise HTTPException(422, f"{files} files at once; send at most {MOST_FILES}")
    if not several:
        if files > 1 and (one.id is not None or one.title is not None):
            raise HTTPException(422, "an id and a title are of one file; tell them in details")
        return [one] * files
    try:
        told = TypeAdapter(list[FileDetails]).validate_json(several)
    except ValidationError as error:
        raise HTTPException(422, f"details: {error.errors()[0]['msg']}") from error
    if len(told) != files:
        raise HTTPException(422, f"details tells of {len(told)} files, and {files} were sent")
    return told


def _copied(upload: UploadFile, path: Path) -> Path:
    """On the disk, under a name of ours."""
    with path.open("wb") as copy:
        shutil.copyfileobj(upload.file, copy)
        os.fsync(copy.fileno())
    return path


def _begun(jobs: Jobs, change: Callable[[Path], Change], response: Response) -> JobReply:
    """The job, done if it can be soon; `change` may put files in a folder that lasts as long.
    Raises HTTPException where nothing came of it."""
    kept = keep(jobs.collection.index)
    try:
        begun = jobs.begin(change(kept.folder), kept)
    except BaseException as error:
        kept.clear()
        if isinstance(error, TooManyJobs):
            raise HTTPException(503, str(error), {"Retry-After": "60"}) from error
        raise
    job = jobs.wait(begun, PATIENCE)
    if job.error is not None:
        raise HTTPException(_status(job.error), _told(job.error))
    if job.state != "done":
        response.status_code = HTTPStatus.ACCEPTED
        response.headers["Location"] = f"/api/documents/jobs/{job.id}"
    elif job.fates and all(fate.what == "failed" for fate in job.fates):
        raise HTTPException(422, "; ".join(fate.problem for fate in job.fates))
    return JobReply.of(job)


def _status(error: Exception) -> int:
    return {UnknownDocument: 404, IndexLocked: 409}.get(type(error), 503)


def _told(error: Exception) -> str:
    return str(error) if isinstance(error, TOLD) else "something went wrong on the server"
