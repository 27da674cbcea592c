"""The commands, but for those that bronwijzer.py wires itself: each takes the parts from there."""

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
