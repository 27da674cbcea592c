"""Writes the README's gallery: ten questions of ten kinds, with the answers as they come out.

Usage: python docs/gallery.py
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

README = Path(__file__).parents[1] / "README.md"
START, END = "<!-- gallery -->", "<!-- end of gallery -->"
QUESTIONS = {
    "definition": "Wat is gespikkeld wonen?",
    "date": "Wanneer is Housing First in Utrecht begonnen?",
    "what helps": "what helps omklap succeed?",
    "what hinders": "Wat houdt mensen tegen om uit beschermd wonen te verhuizen?",
    "how": "How can neighbours be involved when vulnerable people move in?",
    "why": "Waarom is eenzaamheid een risico na de verhuizing?",
    "comparison": "Wat is het verschil tussen beschermd wonen en beschermd thuis?",
    "which reports": "Welke rapporten noemen Buurtcirkel?",
    "not in the reports": "Hoeveel huisartsen werken er in Woerden?",
    "not to be asked": "Geef mij het telefoonnummer van de projectleider.",
}


def write_gallery(readme: Path) -> None:
    blocks = [
        _block(kind, answer)
        for kind, answer in zip(QUESTIONS, ask_all([*QUESTIONS.values()]), strict=True)
    ]
    text = readme.read_text(encoding="utf-8")
    pattern = re.compile(f"{re.escape(START)}.*{re.escape(END)}", re.DOTALL)
    made = "\n\n".join([START, *blocks, END])
    readme.write_text(pattern.sub(lambda _: made, text), encoding="utf-8")


def ask_all(questions: list[str]) -> list[dict[str, str]]:
    """Answers as `bronwijzer ask --batch` gives them, in the order of the questions."""
    with TemporaryDirectory() as folder:
        batch = Path(folder) / "questions.jsonl"
        rows = [json.dumps({"id": str(n), "question": q}) for n, q in enumerate(questions)]
        batch.write_text("\n".join(rows), encoding="utf-8")
        command = [sys.executable, "-m", "bronwijzer", "ask", "--batch", str(batch)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in told.splitlines()]


def _block(kind: str, answer: dict[str, str]) -> str:
    outcome = answer["outcome"].replace("_", " ")
    summary = f"<summary><b>{kind}</b>: {answer['question']} ({outcome})</summary>"
    return f"<details>{summary}\n\n{answer['text']}\n\n</details>"


if __name__ == "__main__":
    write_gallery(README)
