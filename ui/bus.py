"""Carries what a reader does inside our own HTML to Python, as events of one hidden component.

The page's script says `bronwijzer.send("again", {turn: 0})`; `bus.again` is then what a button's
`click` is. Gradio's own components need none of this.
"""

from collections.abc import Callable, Sequence
from typing import Any

import gradio
from gradio.components import Component
from gradio.events import Dependency

# As many as a small machine answers side by side; the others wait their turn.
AT_ONCE = 4
EVENTS = (
    *("begin", "begin_source", "ask", "again", "restore"),
    *("keep", "keep_answer", "drop", "restore_basket", "refer"),
    *("learn", "documents", "quality", "judge", "nudge"),
)
LISTEN = f"""
const known = [{", ".join(f"'{name}'" for name in EVENTS)}];
document.addEventListener('bronwijzer', (event) => {{
  if (known.includes(event.detail.what)) trigger(event.detail.what, event.detail);
}});
document.dispatchEvent(new CustomEvent('bronwijzer-ready'));
window.bronwijzerReady = true;
"""


def lay_bus() -> gradio.HTML:
    return gradio.HTML("", elem_id="bode", apply_default_css=False, js_on_load=LISTEN)


def hear(
    bus: gradio.HTML,
    name: str,
    do: Callable[..., Any],
    inputs: Sequence[Component],
    outputs: Sequence[Component],
) -> Dependency:
    """Does `do` when the page sends `name`; Gradio's `on` takes no events of our own. What is sent
    meanwhile is passed over."""
    listen = getattr(bus, name)
    heard: Dependency = listen(
        do,
        list(inputs),
        list(outputs),
        show_progress="hidden",
        api_visibility="private",
        trigger_mode="once",
        concurrency_limit=AT_ONCE,
        concurrency_id="ask",
    )
    return heard


def sent(event: gradio.EventData, name: str) -> object:
    """What the page sent along under `name`, or None; it comes from outside and is checked by whom
    it concerns."""
    return event._data.get(name) if isinstance(event._data, dict) else None
