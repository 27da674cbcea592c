"""The command line, and the one place where the parts are put together."""

import errno
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer
from pydantic import ValidationError
from rich.markup import escape

from corpus.adapter import PACKAGED_ADAPTER, BadAdapter
from corpus.catalogue import BadCatalogue, BadDocumentFile, check_file, read_catalogue
from corpus.changes import recover
from corpus.encoder import EncoderUnavailable, SentenceEncoder, load_encoder
from corpus.generations import IndexUnwritable
from corpus.guide import BadGuide, CheckedGuide, read_guide
from corpus.index import PassageIndex, UnknownDocument, WrongEncoder
from corpus.lock import IndexLocked
from corpus.manifest import IndexDamaged, IndexMissing
from corpus.packaged_model import BadModel
from corpus.reranker import Reranker, RerankerUnavailable, load_reranker
from corpus.settings import Settings, UnknownSetting, read_settings
from corpus.stored import allow_open_files
from corpus.terms import BadTermIndex
from corpus.vectors import VectorStoreUnavailable
from ingest import pipeline
from ingest.apart import Limits, ReaderApart
from ingest.collection import Collection
from ingest.offer import BadDetails
from ingest.readers.text import UnreadableFile
from retriever.assistant import Assistant
from retriever.calibration import BadCalibration, calibration_path, staleness
from retriever.following import follow, newest
from retriever.guide import Guide, Guides
from retriever.matching import BadMatching, matching_path, write_matching
from retriever.pasted import BadText
from retriever.processes import AnswerProcesses, shared
from retriever.question import BadQuestion
from retriever.references.prove import UnprovenQuote
from retriever.references.styles import UnknownStyle
from retriever.verify import Verifier
from retriever.writer import ModelFailed, ModelUnavailable, Writer
from server import commands
from server.app import create_app
from server.backup import BadBackup, Places, WouldOverwrite
from server.binding import NotGuarded, SignInIncomplete, guard
from server.database import Database, DataUnusable
from server.feedback import UnknownFeedback
from server.keys import UnknownKey
from server.measured import Meter
from server.metrics import Metrics
from server.model_context import run_stdio
from server.options import MIB, Options, Provider
from server.serve import PortInUse, listen
from server.serve import serve as run_server
from ui.commands import asking, documents, learning
from ui.doctor import catalogue_state, free_space, writer_state
from ui.terminal import NoOutput, notes, out

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
    BadMatching,
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
# Seconds that `serve` waits for the processes beside it.
LONGEST_START = 120
REMEDIES = {
    errno.ENOSPC: "make room on the disk, then try again; the index is as it was",
    errno.EACCES: "give yourself write permission there, or set BRONWIJZER_INDEX to another folder",
    errno.EROFS: "set BRONWIJZER_INDEX and BRONWIJZER_MODELS to folders that can be written",
}

GOLD, EVAL_OUTPUT = Path("evals"), Path("var/eval")


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


app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
# Of the commands that stand below.
wired = typer.Typer()
for more in (asking.app, documents.top, learning.app, wired, commands.app):
    app.add_typer(more)


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
    def processes(self) -> AnswerProcesses | None:
        """Those that the settings ask for. A language model is waited for, and that takes no core:
        with one there are none."""
        count = 0 if self.writer else self.settings.processes
        return AnswerProcesses(open_beside, count) if count else None

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


def open_beside() -> Assistant:
    """What a process beside the server answers with."""
    return Parts().followed(lambda assistant: assistant)


@app.callback()
def begin(context: typer.Context) -> None:
    """Answers questions over a corpus of Dutch reports, always with cited passages."""
    allow_open_files()
    context.obj = Parts()
    context.with_resource(reporting())


@wired.command()
def doctor(context: typer.Context) -> None:
    """Check every part, and say what to do where one fails."""
    parts: Parts = context.obj
    checks: list[tuple[str, Callable[[], str]]] = [
        ("instellingen", lambda: f"index in {parts.settings.index}"),
        ("catalogus", lambda: catalogue_state(parts.settings.corpus)),
        ("schijfruimte", lambda: free_space(parts.settings.index, REMEDIES[errno.EACCES])),
        ("encoder", lambda: parts.encoder.name),
        ("taalmodel", lambda: writer_state(parts.writer)),
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


@wired.command()
def calibrate(
    context: typer.Context,
    ranking: Annotated[
        bool, typer.Option(help="Print weights of the ranking, fitted to the dev split, instead.")
    ] = False,
    adapter: Annotated[
        bool,
        typer.Option(help="Train anew how questions are encoded (25 minutes), instead."),
    ] = False,
    matching: Annotated[
        bool,
        typer.Option(
            help="Train anew how words of question and sentence are matched (25 minutes), instead."
        ),
    ] = False,
) -> None:
    """Fit anew when to answer and when not; needed after the documents changed."""
    from evals.calibrate import run_calibration  # noqa: PLC0415
    from evals.fit_ranking import fit_ranking  # noqa: PLC0415
    from evals.gold import BadGold  # noqa: PLC0415
    from evals.train_adapter import train_adapter  # noqa: PLC0415
    from evals.train_matching import train_matching  # noqa: PLC0415

    parts: Parts = context.obj
    if adapter:
        train_adapter(GOLD / "training.jsonl", parts.index, parts.models, PACKAGED_ADAPTER)
        out.print(f"written to {PACKAGED_ADAPTER}", soft_wrap=True)
        return
    if matching:
        ranked = parts.assistant.retrievers["ranked"]
        learnt, _ = train_matching(GOLD / "judged.jsonl", parts.index, parts.encoder, ranked)
        write_matching(learnt, matching_path())
        out.print(f"written to {matching_path()}", soft_wrap=True)
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


@wired.command("eval")
def evaluate(
    context: typer.Context,
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

    parts: Parts = context.obj
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


@wired.command()
def serve(
    context: typer.Context,
    host: str | None = None,
    port: int | None = None,
    allow_anonymous: Annotated[
        bool, typer.Option(help="Let whoever reaches the server read without key or sign-in.")
    ] = False,
) -> None:
    """API and page on one port."""
    from ui.page import mount_page  # noqa: PLC0415
    from ui.quality import Results  # noqa: PLC0415

    parts: Parts = context.obj
    address = host or parts.settings.host
    number = port or parts.settings.port
    options = guard(parts.options, address, allow_anonymous)
    # A port in use is told at once, not after the seconds that the models take to load.
    listen(address, number).close()
    recover(parts.settings.corpus)
    metrics = Metrics()
    meter, beside = Meter(metrics), parts.processes
    served = parts.followed(lambda assistant: meter.of(shared(assistant, beside)))
    server_app = create_app(served, parts.checked, options, metrics, parts.collection)
    history = (GOLD / "history.jsonl", EVAL_OUTPUT / "history.jsonl")
    results = Results(EVAL_OUTPUT / "result.json", GOLD / "baseline.json", history)
    mount_page(server_app, served, Guides(parts.checked), results)
    if beside:
        metrics.beside.set_function(beside.memory)
        beside.wait(LONGEST_START)
    notes.print(f"Bronwijzer staat op http://{address}:{number} (stoppen met Ctrl+C)")
    run_server(server_app, address, number)


@wired.command("mcp")
def serve_model_context(context: typer.Context) -> None:
    """Tools for a language model's program, over standard input and output."""
    served = context.obj.followed(lambda assistant: assistant)
    notes.print("Bronwijzer luistert op standaardinvoer (MCP)")
    run_stdio(partial(newest, served))


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


def _check_no_model_is_meant(settings: Settings) -> None:
    """Raises ModelUnavailable when an address or a key stands without the name of a model."""
    if settings.model_url or settings.model_key.get_secret_value():
        raise ModelUnavailable(
            "BRONWIJZER_MODEL_URL or BRONWIJZER_MODEL_KEY is set, but BRONWIJZER_MODEL is not; "
            "name the model, such as openai:NAME"
        )


if __name__ == "__main__":
    app()
