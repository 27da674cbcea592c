"""Where an error arose, for logs that may not hold what was asked."""

import traceback
from types import TracebackType


def origin(trace: TracebackType | None) -> str:
    """The last calls; the error's message stays out of every log, for it may hold the question."""
    return "".join(traceback.format_tb(trace, limit=-5))
