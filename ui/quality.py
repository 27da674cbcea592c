"""The view Kwaliteit: what the last evaluation measured, and what changed."""

from dataclasses import dataclass
from pathlib import Path

import gradio

from ui.bus import hear
from ui.history import changes_of_corpus, lines_of, read_history
from ui.judge import REASONS
from ui.parts import Sources, plain
from ui.results import CHANGES_SHOWN, Change, changes, measures, read_run
from ui.show import render
from ui.words import said
from ui.words.judge import WORDS as JUDGE
from ui.words.quality import WORDS


@dataclass(frozen=True, slots=True)
class Results:
    """Where the last result of an evaluation is, the accepted one that it is compared with, and
    what is kept of those before."""

    latest: Path | None = None
    accepted: Path | None = None
    history: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """How many questions fared better, worse and the same, and those that changed most."""

    counts: tuple[int, int, int]
    shown: list[Change]


def summary(found: list[Change]) -> Changes:
    differences = [one.after - one.before for one in found]
    better, worse = sum(d > 0 for d in differences), sum(d < 0 for d in differences)
    changed = [one for one in found if one.after != one.before]
    most = sorted(changed, key=lambda one: -abs(one.after - one.before))[:CHANGES_SHOWN]
    return Changes((better, worse, len(found) - better - worse), most)


class QualityView:
    """Read anew whenever it is opened."""

    def __init__(
        self, sources: Sources, bus: gradio.HTML, language: gradio.Radio, results: Results
    ) -> None:
        self.sources, self.bus, self.language = sources, bus, language
        self.results = results
        with gradio.Column(elem_id="deel-kwaliteit", elem_classes="deel"):
            self.content = plain("", "kwaliteit")

    def show(self, language: str) -> str:
        words = said(JUDGE, language)
        reasons = {reason: words[reason] for reason in REASONS}
        accepted = read_run(self.results.accepted)
        run = read_run(self.results.latest) or accepted
        if run is None:
            return render("quality", language, WORDS, run=None, reasons=reasons)
        now = self.sources.documents
        past = read_history(self.results.history)
        stale = sorted(set(now) ^ set(run.stamp.documents))
        return render(
            "quality",
            language,
            WORDS,
            reasons=reasons,
            run=run,
            runs=past,
            lines=lines_of(past),
            turns=changes_of_corpus(past),
            measures=measures(run),
            stale=[now[id].title if id in now else id for id in stale],
            changes=summary(changes(accepted, run)) if accepted and accepted is not run else None,
        )

    def wire(self) -> None:
        hear(self.bus, "quality", self.show, [self.language], [self.content])
        self.content.change(None, js="() => window.bronwijzer.filled()", api_visibility="private")
