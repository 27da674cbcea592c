"""The command line, and the one place where the parts are put together."""

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer
from pydantic import BaseModel, ConfigDict, ValidationError
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from corpus.adapter import PACKAGED_ADAPTER, BadAdapter
from corpus.catalogue import BadCatalogue, BadDocumentFile, check_file, read_catalogue
from corpus.changes import read_settled, recover
from corpus.encoder import EncoderUnavailable, SentenceEncoder, load_encoder
from corpus.generations import IndexUnwritable
from corpus.guide import BadGuide, CheckedGuide, read_guide
from corpus.index import PassageIndex, UnknownDocument, WrongEncoder
from corpus.lock import IndexLocked
from corpus.manifest import IndexDamaged, IndexMissing
from corpus.packaged_model import BadModel
from corpus.reranker import Reranker, RerankerUnavailable, load_reranker
from corpus.settings import Settings, UnknownSetting, read_settings
from corpus.terms import BadTermIndex
from corpus.vectors import VectorStoreUnavailable
from ingest import pipeline
from ingest.apart import Limits, ReaderApart
from ingest.collection import (
    Collection,
    add_documents,
    checked_document,
    describe_document,
    remove_documents,
)
from ingest.offer import BadDetails, Details, offers_of
from ingest.plan import read_plan
from ingest.readers.text import UnreadableFile
from retriever.answer import Answer
from retriever.assistant import Assistant, Findings
from retriever.calibration import BadCalibration, calibration_path, staleness
from retriever.check_reply import verify_reply
from retriever.following import follow, newest
from retriever.guide import Guide, Guides
from retriever.guide_reply import step_reply, term_reply
from retriever.pasted import BadText
from retriever.question import BadQuestion, Language
from retriever.references.prove import UnprovenQuote, prove, read_wanted
from retriever.references.report import Turn
from retriever.references.styles import UnknownStyle
from retriever.references.write import Format, write_references
from retriever.reply import ask_reply, search_reply
from retriever.verify import Verifier
from retriever.writer import ModelFailed, ModelUnavailable, Prompt, Writer
from server.app import VERSION, create_app
from server.auth import Role
from server.backup import BadBackup, Places, WouldOverwrite
from server.backup import backup as write_backup
from server.backup import restore as read_backup
from server.binding import NotGuarded, SignInIncomplete, guard
from server.database import Database, DataUnusable
from server.description import description
from server.feedback import FeedbackBox, UnknownFeedback, candidate_questions
from server.keys import KeyRing, UnknownKey
from server.measured import Meter
from server.metrics import Metrics
from server.model_context import run_stdio
from server.options import MIB, Options, Provider
from server.serve import PortInUse, listen
from server.serve import serve as run_server
from ui.terminal import (
    FINDINGS,
    Bar,
    NoOutput,
    deliver,
    document_row,
    fate_row,
    notes,
    out,
    show_answer,
    show_checked,
    show_fates,
    show_hits,
    show_problems,
    show_terms,
)

# What a user can mend; anything else is a fault of ours and shows its trace.
BAD_INPUT = (
    BadDetails,
    BadQuestion,
    BadText,
    NoOutput,
    UnknownDocument,
    UnknownFeedback,
    UnknownKey,
    UnknownSetting,
    UnknownStyle,
    UnprovenQuote,
    UnreadableFile,
    ValidationError,
)
UNAVAILABLE = (
    BadAdapter,
    BadBackup,
    BadCalibration,
    BadCatalogue,
    BadDocumentFile,
    BadGuide,
    BadModel,
    BadTermIndex,
    DataUnusable,
    EncoderUnavailable,
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    IndexUnwritable,
    ModelFailed,
    ModelUnavailable,
    NotGuarded,
    PortInUse,
    RerankerUnavailable,
    SignInIncomplete,
    VectorStoreUnavailable,
    WouldOverwrite,
    WrongEncoder,
)
REMEDIES = {
    errno.ENOSPC: "make room on the disk, then try again; the index is as it was",
    errno.EACCES: "give yourself write permission there, or set BRONWIJZER_INDEX to another folder",
    errno.EROFS: "set BRONWIJZER_INDEX and BRONWIJZER_MODELS to folders that can be written",
}

GOLD, EVAL_OUTPUT = Path("evals"), Path("var/eval")

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
documents_app = typer.Typer(no_args_is_help=True)
app.add_typer(documents_app, name="documents", help="What the catalogue and the index hold.")
keys_app = typer.Typer(no_args_is_help=True)
app.add_typer(keys_app, name="keys", help="Who may use the server from elsewhere.")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Only = Annotated[
    list[str] | None, typer.Option("--document", help="Only this document (repeat for more).")
]
Batch = Annotated[
    Path | None,
    typer.Option(
        help='File with one {"id", "question", "history"?} a line; one result a line.',
        exists=True,
        dir_okay=False,
        readable=True,
    ),
]
Question = Annotated[str | None, typer.Argument(help="In Dutch or English.")]
History = Annotated[
    list[str] | None,
    typer.Option(
        "--history", help="An earlier question of the conversation (repeat, oldest first)."
    ),
]


class Parts:
    """Everything that the commands use, each part made when it is first asked for."""

    @cached_property
    def settings(self) -> Settings:
        return read_settings()

    @cached_property
    def encoder(self) -> SentenceEncoder:
        return load_encoder(self.settings.encoder, self.models, self.settings.adapter == "packaged")

    @property
    def models(self) -> Path:
        return self.settings.models / "multilingual-e5-small"

    @cached_property
    def index(self) -> PassageIndex:
        return PassageIndex(self.settings.index, self.encoder, self.settings.chroma_url)

    @cached_property
    def writer(self) -> Writer | None:
        """The language model of the settings, if they name one; it is told what is sent where."""
        settings = self.settings
        if not settings.model:
            _check_no_model_is_meant(settings)
            return None
        # Imported here: LangChain's chat models take seconds that nobody else needs to wait.
        from retriever.generate import ChatWriter, load_model  # noqa: PLC0415

        key, seconds = settings.model_key.get_secret_value(), settings.model_seconds
        model = load_model(settings.model, settings.model_url, key, seconds)
        where = f" at {settings.model_url}" if settings.model_url else ""
        notes.print(
            f"Answers are written by {settings.model}{where}: questions and passages are sent to "
            "it, and each sentence is checked against the quotes.",
            style="dim",
            soft_wrap=True,
            markup=False,
            highlight=False,
        )
        return ChatWriter(model, settings.model, seconds, settings.model_room)

    @cached_property
    def assistant(self) -> Assistant:
        return Assistant(self.index, self.encoder, self.writer, self.reranker, self.checked)

    @cached_property
    def checked(self) -> CheckedGuide:
        return read_guide(self.settings.corpus)

    def followed(self, watch: Callable[[Assistant], Assistant]) -> Assistant:
        """An assistant over whatever generation of the index is newest; see follow."""
        settings = self.settings
        return follow(
            settings.index,
            self.encoder,
            settings.chroma_url,
            self.writer,
            self.reranker,
            watch,
            self.checked,
        )

    @cached_property
    def reranker(self) -> Reranker | None:
        """The model that the settings name beside late interaction, if they name one."""
        named = self.settings.reranker
        return None if named == "late" else load_reranker(named)

    @cached_property
    def guide(self) -> Guide:
        return Guide(self.index.documents, self.index.text, self.checked)

    @cached_property
    def database(self) -> Database:
        return Database(self.settings.data)

    @property
    def places(self) -> Places:
        return Places(self.settings.corpus, self.settings.index, self.settings.data)

    @cached_property
    def options(self) -> Options:
        """What the settings decide about the server."""
        settings = self.settings
        provider = Provider(
            settings.oidc_issuer,
            settings.oidc_client_id,
            settings.oidc_client_secret.get_secret_value(),
            settings.oidc_role_claim,
        )
        return Options(
            data=settings.data,
            public_url=settings.public_url,
            provider=provider if settings.oidc_issuer else None,
            rate=settings.rate,
            answers=settings.answers,
            waiting=settings.waiting,
            upload_bytes=settings.upload_mib * MIB,
            feedback_days=settings.feedback_days,
        )

    def ingest(self, rebuild: bool, progress: pipeline.Progress) -> list[pipeline.Fate]:
        held = self.collection
        with ReaderApart(held.limits) as reader:
            return pipeline.ingest(
                held.corpus,
                held.index,
                held.encoder,
                held.chroma_url,
                rebuild,
                progress,
                reader.read,
            )

    @property
    def collection(self) -> Collection:
        given = self.settings
        limits = Limits(given.read_seconds, given.read_memory, given.read_pages, given.read_output)
        return Collection(given.corpus, given.index, self.encoder, given.chroma_url, limits)


@contextmanager
def reporting() -> Iterator[None]:
    """Turns what a user can mend into one line and an exit status: 2 for input, 1 otherwise."""
    try:
        yield
    except BAD_INPUT as error:
        _fail(error, 2)
    except UNAVAILABLE as error:
        _fail(error, 1)
    except OSError as error:
        if error.errno not in REMEDIES:
            raise
        place = f"{error.strerror}: {error.filename or ''}"
        notes.print(escape(f"{place}; {REMEDIES[error.errno]}"), soft_wrap=True)
        raise typer.Exit(1) from error


def _fail(error: Exception, status: int) -> NoReturn:
    text = _settings_mistake(error) if isinstance(error, ValidationError) else str(error)
    notes.print(f"[bold red]{type(error).__name__}[/]: {escape(text)}", soft_wrap=True)
    raise typer.Exit(status) from error


def _settings_mistake(error: ValidationError) -> str:
    first = error.errors()[0]
    name = f"BRONWIJZER_{'_'.join(str(part) for part in first['loc'])}".upper()
    return f"{name}: {first['msg']} (found {first['input']!r})"


@app.command()
def ingest(
    rebuild: Annotated[
        bool, typer.Option(help="Make the index anew, out of vectors that it has.")
    ] = False,
    quiet: Annotated[bool, typer.Option(help="Say only what changed or failed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the index in line with the catalogue; what did not change is not touched."""
    with reporting():
        fates = _ingest(Parts(), rebuild)
    _tell_fates(fates, as_json, quiet)


@app.command()
def search(
    question: Question = None,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 20,
    document: Only = None,
    history: History = None,
    batch: Batch = None,
    as_json: AsJson = False,
) -> None:
    """Passages for a question, best first."""
    with reporting():
        parts = Parts()

        def find(line: BatchLine) -> Findings:
            return parts.assistant.search(line.question, limit, document or (), line.history)

        def reply(line: BatchLine) -> BaseModel:
            found, documents = find(line), parts.assistant.documents
            language, elapsed, asked = found.language, found.elapsed, found.asked
            return search_reply(
                line.question, language, found.hits, documents, elapsed, line.id, asked
            )

        typed = BatchLine(question=question or "", history=history or [])
        if batch:
            _run_batch(batch, reply)
        elif as_json:
            typer.echo(_on_one_line(reply(typed)))
        else:
            show_hits(find(typed), parts.assistant.documents)


@app.command()
def ask(
    question: Question = None,
    document: Only = None,
    history: History = None,
    batch: Batch = None,
    as_json: AsJson = False,
    update: Annotated[bool, typer.Option(help="First ingest what changed.")] = False,
) -> None:
    """A cited answer."""
    with reporting():
        parts = Parts()
        if update:
            show_problems(_ingest(parts, rebuild=False))

        def answer(line: BatchLine) -> Answer:
            return parts.assistant.ask(line.question, document or (), line.history)

        def reply(line: BatchLine) -> BaseModel:
            return ask_reply(answer(line), parts.assistant.documents, line.id)

        typed = BatchLine(question=question or "", history=history or [])
        if batch:
            _run_batch(batch, reply)
        elif as_json:
            typer.echo(_on_one_line(reply(typed)))
        else:
            show_answer(answer(typed), parts.assistant.documents)


@app.command()
def verify(
    file: Annotated[
        Path, typer.Argument(help="Word, Markdown or text file; - reads standard input.")
    ] = Path("-"),
    document: Only = None,
    as_json: AsJson = False,
) -> None:
    """Which sentences of a text the documents say, contradict, or do not mention."""
    with reporting():
        text = sys.stdin.read() if file == Path("-") else read_plan(file)
        assistant = Parts().assistant
        found = verify_reply(assistant.check(text, document or ()), assistant.documents)
    if as_json:
        typer.echo(found.model_dump_json())
        return
    for sentence in found.sentences:
        show_checked(sentence)
    counts = ", ".join(f"{count} {FINDINGS[name]}" for name, count in found.counts.items())
    out.print(f"[bold]{counts}[/]", soft_wrap=True)


Title = Annotated[str | None, typer.Option(help="Of one file.")]
Author = Annotated[list[str] | None, typer.Option("--author", help="Repeat for more.")]
Publisher = Annotated[str | None, typer.Option()]
Year = Annotated[int | None, typer.Option(help="Of publication.")]
Url = Annotated[str | None, typer.Option(help="Where the document stands on the web.")]


@documents_app.command("add")
def add(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", show_default=False)],
    id: Annotated[
        str | None, typer.Option(help="Of one file; one that exists: replace it.")
    ] = None,
    title: Title = None,
    author: Author = None,
    publisher: Publisher = None,
    year: Year = None,
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Add PDF, Word, web, Markdown or text files, or replace a document by its id."""
    with reporting():
        told = Details(id, title, _authors(author), publisher, year, url)
        offers = offers_of(files, told)
        _tell_fates(_with_bar(partial(add_documents, Parts().collection, offers)), as_json)


@documents_app.command("rename")
def rename(
    id: str,
    title: Title = None,
    author: Author = None,
    publisher: Publisher = None,
    year: Year = None,
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Change what the catalogue tells of a document; only a new title is encoded anew."""
    with reporting():
        told = Details(None, title, _authors(author), publisher, year, url)
        done = _with_bar(partial(describe_document, Parts().collection, id, told))
        _tell_fates(done, as_json)


@documents_app.command("remove")
def remove(
    ids: Annotated[list[str], typer.Argument(metavar="ID...")], as_json: AsJson = False
) -> None:
    """Take documents out of the catalogue and the index, and remove their files."""
    with reporting():
        _tell_fates(remove_documents(Parts().collection, ids), as_json)


@app.command()
def cite(
    places: Annotated[
        list[str], typer.Argument(help="DOCUMENT, or DOCUMENT:START-END for a quote.")
    ],
    style: Annotated[str, typer.Option(help="apa, chicago, vancouver or any CSL id.")] = "apa",
    format: Annotated[Format, typer.Option(help="For reading or a reference manager.")] = "text",
    language: Annotated[Language, typer.Option(help="Of what stands around a quote.")] = "nl",
    output: Annotated[
        Path | None, typer.Option(help="Write here instead; docx needs it.", dir_okay=False)
    ] = None,
) -> None:
    """References for documents, and for quotes by their place in the stored text."""
    with reporting():
        index = Parts().index
        turn = Turn(tuple(prove(read_wanted(place), index) for place in places))
        made = write_references([turn], index.documents, style, format, language)
        deliver(made, output)


@documents_app.command("list")
def list_documents(as_json: AsJson = False) -> None:
    """Every document of the catalogue."""
    with reporting():
        documents = read_settled(read_settings().corpus)
    if as_json:
        out.print_json(json.dumps([document_row(found) for found in documents.values()]))
        return
    table = Table("id", "jaar", "titel")
    for found in documents.values():
        table.add_row(found.id, str(found.year or "onbekend"), escape(found.title))
    out.print(table)


@documents_app.command("show")
def show_document(id: str, as_json: AsJson = False) -> None:
    """One document of the catalogue, with its sha256 checked."""
    with reporting():
        row = document_row(checked_document(read_settings().corpus, id))
    if as_json:
        out.print_json(json.dumps(row))
        return
    for name, value in row.items():
        out.print(f"{name:10} {escape(str(value))}", soft_wrap=True)


@app.command()
def glossary(
    term: Annotated[str | None, typer.Argument(help="Only this term, by any name.")] = None,
    as_json: AsJson = False,
) -> None:
    """The terms of the documents, each with the sentence that defines it."""
    with reporting():
        parts = Parts()
        terms = parts.guide.terminology
        one = terms.entry(term) if term else None
        found = list(terms.terms) if term is None else [one] if one else []
        replies = [term_reply(each, parts.index.documents) for each in found]
    if as_json:
        typer.echo(json.dumps([reply.model_dump() for reply in replies], ensure_ascii=False))
    else:
        show_terms(replies)
    if term and not replies:
        notes.print(f"Geen document gebruikt {escape(term)!r} als begrip.", soft_wrap=True)
        raise typer.Exit(1)


@app.command("reading-path")
def show_reading_path(as_json: AsJson = False) -> None:
    """What a newcomer reads first, with the minutes that it takes."""
    with reporting():
        parts = Parts()
        documents = parts.index.documents
        steps = [step_reply(step, documents[step.document]) for step in parts.guide.reading_path]
    if as_json:
        typer.echo(json.dumps([step.model_dump() for step in steps], ensure_ascii=False))
        return
    for number, step in enumerate(steps, 1):
        place = f"{step.title} ({step.year or 'jaar onbekend'}): {' › '.join(step.section)}"
        out.print(f"[bold]{number}. {escape(place)}[/]", soft_wrap=True)
        out.print(f"   {escape(step.reason.nl)} [dim]{step.minutes} min[/]", soft_wrap=True)
    out.print(f"Samen {sum(step.minutes for step in steps)} minuten.")


@app.command()
def doctor() -> None:
    """Check every part, and say what to do where one fails."""
    parts = Parts()
    checks: list[tuple[str, Callable[[], str]]] = [
        ("instellingen", lambda: f"index in {parts.settings.index}"),
        ("catalogus", lambda: _check_catalogue(parts.settings.corpus)),
        ("schijfruimte", lambda: _free_space(parts.settings.index)),
        ("encoder", lambda: parts.encoder.name),
        ("taalmodel", lambda: _check_writer(parts.writer)),
        ("index", lambda: f"{len(parts.index.terms)} eenheden, {parts.index.manifest.fingerprint}"),
        (
            "ijking",
            lambda: staleness(parts.index.manifest, parts.encoder) or "past bij deze documenten",
        ),
        ("antwoord", lambda: parts.assistant.ask("Wat is beschermd wonen?").outcome),
    ]
    failed = False
    for name, check in checks:
        try:
            out.print(f"[green]goed[/]  {name}: {escape(check())}", soft_wrap=True)
        except (*BAD_INPUT, *UNAVAILABLE, OSError) as error:
            failed = True
            out.print(f"[red]fout[/]  {name}: {escape(str(error))}", soft_wrap=True)
    raise typer.Exit(1 if failed else 0)


@app.command()
def calibrate(
    ranking: Annotated[
        bool, typer.Option(help="Print weights of the ranking, fitted to the dev split, instead.")
    ] = False,
    adapter: Annotated[
        bool,
        typer.Option(help="Train anew how questions are encoded (15 minutes), instead."),
    ] = False,
) -> None:
    """Fit anew when to answer and when not; needed after the documents changed."""
    from evals.calibrate import run_calibration  # noqa: PLC0415
    from evals.fit_ranking import fit_ranking  # noqa: PLC0415
    from evals.gold import BadGold  # noqa: PLC0415
    from evals.train_adapter import train_adapter  # noqa: PLC0415

    with reporting():
        parts = Parts()
        if adapter:
            train_adapter(GOLD / "training.jsonl", parts.index, parts.models, PACKAGED_ADAPTER)
            out.print(f"written to {PACKAGED_ADAPTER}", soft_wrap=True)
            return
        if ranking:
            out.print_json(json.dumps(fit_ranking(GOLD, parts.index, parts.encoder)))
            return
        ranked, path = parts.assistant.retrievers["ranked"], calibration_path()
        try:
            calibration, told = run_calibration(ranked, parts.index, parts.encoder, GOLD, path)
        except BadGold as error:
            _fail(error, 1)
    for name, value in told.items():
        out.print(f"{name:32} {value:.3f}")
    for language, limits in calibration.limits.items():
        low, high = limits.not_found_below, limits.uncertain_below
        out.print(f"{language}: not found below {low:.3f}, uncertain below {high:.3f}")
    out.print(f"written to {path}", soft_wrap=True)


@app.command("eval")
def evaluate(
    split: Annotated[
        Literal["dev", "test"] | None, typer.Option(help="Only this half of the gold.")
    ] = None,
    gate: Annotated[
        bool, typer.Option(help="Fail where the gate's conditions are not met.")
    ] = False,
    accept: Annotated[bool, typer.Option(help="Make this result the baseline.")] = False,
    since: Annotated[Path | None, typer.Option(help="Explain what changed since a result.")] = None,
    neighbours: Annotated[bool, typer.Option(help="Measure LangChain's pipelines too.")] = False,
    bench: Annotated[bool, typer.Option(help="Measure speed and memory instead.")] = False,
    passages: Annotated[
        int, typer.Option(help="With --bench: make indexes of up to so many.", min=0)
    ] = 10_000,
    load: Annotated[bool, typer.Option(help="Measure a server with many clients instead.")] = False,
    clients: Annotated[int, typer.Option(help="With --load.", min=1)] = 50,
    seconds: Annotated[float, typer.Option(help="With --load.", min=1)] = 60,
    memory: Annotated[bool, typer.Option(help="With --load: until 10,000 answers.")] = False,
) -> None:
    """Measure on the gold questions; reports go to var/eval."""
    # Imported here, and the page in `serve`: they take five seconds that no other command needs.
    from evals.benchmarks import run_benchmarks  # noqa: PLC0415
    from evals.face import run_evals  # noqa: PLC0415
    from evals.load import run_load  # noqa: PLC0415
    from evals.measure import Options  # noqa: PLC0415

    with reporting():
        parts = Parts()
        if load:
            held = (parts.settings.corpus, parts.settings.index, GOLD, EVAL_OUTPUT, out)
            raise typer.Exit(run_load(*held, clients, seconds, memory))
        index, corpus = parts.index, parts.settings.corpus
        if bench:
            make = partial(load_encoder, parts.settings.encoder, parts.models)
            texts = {id: index.text(id) for id in index.documents}
            raise typer.Exit(run_benchmarks(make, texts, corpus, GOLD, EVAL_OUTPUT, out, passages))
        options = Options(
            gold=GOLD,
            output=EVAL_OUTPUT,
            commit=_commit(),
            settings=index.manifest.fingerprint,
            passages=[p for id in index.documents for p in index.stored(id).passages],
            reports=_raw_reports(corpus) if neighbours else {},
            split=split,
            gate=gate,
            accept=accept,
            since=since,
            judge=Verifier(index, parts.encoder).judge,
        )
        assistant = parts.assistant
        if stale := staleness(index.manifest, parts.encoder):
            notes.print(f"calibration: {stale}")
        raise typer.Exit(run_evals(assistant, assistant.retrievers, parts.encoder, options, out))


@app.command()
def serve(
    host: str | None = None,
    port: int | None = None,
    allow_anonymous: Annotated[
        bool, typer.Option(help="Let whoever reaches the server read without key or sign-in.")
    ] = False,
) -> None:
    """API and page on one port."""
    from ui.page import mount_page  # noqa: PLC0415
    from ui.quality import Results  # noqa: PLC0415

    with reporting():
        parts = Parts()
        address = host or parts.settings.host
        number = port or parts.settings.port
        options = guard(parts.options, address, allow_anonymous)
        # A port in use is told at once, not after the seconds that the models take to load.
        listen(address, number).close()
        recover(parts.settings.corpus)
        metrics = Metrics()
        served = parts.followed(Meter(metrics).of)
        server_app = create_app(served, parts.checked, options, metrics, parts.collection)
        history = (GOLD / "history.jsonl", EVAL_OUTPUT / "history.jsonl")
        results = Results(EVAL_OUTPUT / "result.json", GOLD / "baseline.json", history)
        mount_page(server_app, served, Guides(parts.checked), results)
        notes.print(f"Bronwijzer staat op http://{address}:{number} (stoppen met Ctrl+C)")
        run_server(server_app, address, number)


@app.command("mcp")
def serve_model_context() -> None:
    """Tools for a language model's program, over standard input and output."""
    with reporting():
        served = Parts().followed(lambda assistant: assistant)
        notes.print("Bronwijzer luistert op standaardinvoer (MCP)")
    run_stdio(partial(newest, served))


@keys_app.command("create")
def create_key(
    name: Annotated[str, typer.Argument(help="For whom or what it is.")],
    role: Annotated[Role, typer.Option(help="What it may do.")] = "reader",
) -> None:
    """Make a key, and show it this once: only a digest of it is kept."""
    with reporting():
        key, text = KeyRing(Parts().database).create(name, role)
    notes.print(f"{escape(key.name)}: {key.role}, {key.id}", soft_wrap=True)
    typer.echo(text)


@keys_app.command("list")
def list_keys() -> None:
    """The keys, the revoked ones too."""
    with reporting():
        keys = KeyRing(Parts().database).list()
    table = Table("id", "naam", "rol", "gemaakt", "ingetrokken")
    for key in keys:
        table.add_row(key.id, escape(key.name), key.role, key.made, key.revoked or "")
    out.print(table)


@keys_app.command("revoke")
def revoke_key(id: str) -> None:
    """Make a key worthless, at once, also where a server runs."""
    with reporting():
        KeyRing(Parts().database).revoke(id)


@app.command()
def feedback(
    delete: Annotated[str | None, typer.Option(help="Remove this one, by its id, or all.")] = None,
    to_questions: Annotated[
        Path | None, typer.Option(help="Write questions for evals/ here.", dir_okay=False)
    ] = None,
) -> None:
    """What people said of answers, one JSON object a line; remove it, or make questions of it."""
    with reporting():
        parts = Parts()
        kept = FeedbackBox(parts.database, parts.settings.feedback_days, VERSION)
        if delete == "all":
            notes.print(f"{kept.delete_all()} verwijderd")
        elif delete is not None:
            kept.delete(delete)
        elif to_questions is not None:
            _write_lines(to_questions, candidate_questions(kept.list()))
        else:
            for one in kept.list():
                typer.echo(one.model_dump_json())


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="A .tar.gz to write.")]) -> None:
    """Reports, index, keys and feedback in one file; the server goes on answering."""
    with reporting():
        contents = write_backup(Parts().places, file)
    notes.print(f"{file}: {contents.documents} documenten, {contents.fingerprint}", soft_wrap=True)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="What `backup` wrote.", exists=True)],
    force: Annotated[bool, typer.Option(help="Replace what is there.")] = False,
) -> None:
    """Put a backup back; stop the server before, and start it again after."""
    with reporting():
        contents = read_backup(file, Parts().places, force)
    notes.print(f"{contents.documents} documenten, {contents.fingerprint}", soft_wrap=True)


@app.command()
def openapi() -> None:
    """Describe the API; server/openapi.json holds it as it was last agreed on."""
    typer.echo(description(create_app(None)), nl=False)


def _write_lines(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    path.write_text("".join(lines), "utf-8")


class BatchLine(BaseModel):
    """A question as it was typed, with the earlier ones of its conversation. On a line of a batch
    file it has an id, and other fields are passed over."""

    model_config = ConfigDict(extra="ignore")

    id: str | None = None
    question: str
    history: list[str] = []


def _run_batch(path: Path, reply: Callable[[BatchLine], BaseModel]) -> None:
    """One reply a line; a line that can't be answered gives its error, and exit status 1."""
    failed = False
    # Bytes: only there is a line what JSON lines mean by it, and can bad UTF-8 be one line's fault.
    for line in path.read_bytes().splitlines():
        if not line.strip():
            continue
        try:
            asked = BatchLine.model_validate_json(line)
        except ValidationError as error:
            failed = True
            shown = line[:200].decode(errors="replace")
            typer.echo(json.dumps({"line": shown, "error": error.errors()[0]["msg"]}))
            continue
        try:
            typer.echo(_on_one_line(reply(asked)))
        except BadQuestion as error:
            failed = True
            typer.echo(json.dumps({"id": asked.id, "error": str(error)}))
    if failed:
        raise typer.Exit(1)


def _on_one_line(reply: BaseModel) -> str:
    """As JSON; `id` is there when a batch gave one."""
    without = {"id"} if getattr(reply, "id", None) is None else None
    return reply.model_dump_json(exclude=without)


def _ingest(parts: Parts, rebuild: bool) -> list[pipeline.Fate]:
    return _with_bar(partial(parts.ingest, rebuild))


def _with_bar(work: Callable[[pipeline.Progress], list[pipeline.Fate]]) -> list[pipeline.Fate]:
    columns = (TextColumn("{task.description:28}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=notes, disable=not notes.is_terminal) as bar:
        return work(Bar(bar))


def _tell_fates(fates: Sequence[pipeline.Fate], as_json: bool, quiet: bool = False) -> None:
    """Exit status 1 where a document failed."""
    if as_json:
        out.print_json(json.dumps([fate_row(fate) for fate in fates]))
    elif not quiet or any(fate.what != "unchanged" for fate in fates):
        show_fates(fates)
    if any(fate.what == "failed" for fate in fates):
        raise typer.Exit(1)


def _authors(given: list[str] | None) -> tuple[str, ...] | None:
    return tuple(given) if given else None


def _raw_reports(corpus: Path) -> dict[str, str]:
    documents = read_catalogue(corpus)
    return {id: check_file(corpus, found).read_text("utf-8") for id, found in documents.items()}


def _commit() -> str:
    """The commit that is measured, or "unknown" outside a repository."""
    git = shutil.which("git")
    if git is None:
        return "unknown"
    asked = [git, "describe", "--always", "--dirty"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"


def _check_catalogue(corpus: Path) -> str:
    documents = read_catalogue(corpus)
    for document in documents.values():
        check_file(corpus, document)
    return f"{len(documents)} documenten, alle bestanden kloppen"


def _check_no_model_is_meant(settings: Settings) -> None:
    """Raises ModelUnavailable when an address or a key stands without the name of a model."""
    if settings.model_url or settings.model_key.get_secret_value():
        raise ModelUnavailable(
            "BRONWIJZER_MODEL_URL or BRONWIJZER_MODEL_KEY is set, but BRONWIJZER_MODEL is not; "
            "name the model, such as openai:NAME"
        )


def _check_writer(writer: Writer | None) -> str:
    """Raises ModelFailed unless the model, where one is set, writes something in time."""
    if writer is None:
        return "geen ingesteld, dus antwoorden in citaten"
    started = time.perf_counter()
    for _ in writer.write(Prompt("Answer with one word.", "Say: ready"), writer.seconds):
        break
    return f"{writer.name} antwoordt na {time.perf_counter() - started:.1f} s"


def _free_space(folder: Path) -> str:
    there = next(path for path in [folder.absolute(), *folder.absolute().parents] if path.exists())
    if not os.access(there, os.W_OK):
        raise PermissionError(errno.EACCES, f"{there} can't be written; {REMEDIES[errno.EACCES]}")
    return f"{shutil.disk_usage(there).free / 2**30:.1f} GiB vrij"


if __name__ == "__main__":
    app()
