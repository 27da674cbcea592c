"""What several views are built of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import gradio

from corpus.document import Document
from retriever.assistant import Assistant
from retriever.following import newest
from retriever.guide import Guide, Guides
from ui.bus import AT_ONCE

Updates = dict[Any, Any]
HOURS_REMEMBERED = 12

# Events that neither show Gradio's own progress nor open a second API.
quiet = partial(gradio.on, show_progress="hidden", api_visibility="private")
working = partial(quiet, concurrency_limit=AT_ONCE, concurrency_id="ask")


def plain(html: str, name: str) -> gradio.HTML:
    return gradio.HTML(html, elem_id=name, apply_default_css=False, js_on_load=None)


def remembered(value: object) -> gradio.State:
    """What the server keeps for one reader until they have been away for hours."""
    return gradio.State(value, time_to_live=HOURS_REMEMBERED * 3600)


@dataclass(frozen=True, slots=True)
class Sources:
    """What the views read: an assistant, and the guides to whatever it reads."""

    assistant: Assistant
    guides: Guides

    @property
    def documents(self) -> Mapping[str, Document]:
        return self.assistant.documents

    @property
    def guide(self) -> Guide:
        return self.guides.of(newest(self.assistant))


class View(Protocol):
    """One part of the page. It lays itself out when made, inside gradio.Blocks."""

    def wire(self) -> None:
        """Ties what happens to what is done."""
        ...
