"""What the README and the Makefile name is there, modules say what they are for, no path leaks."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
import typer

from bronwijzer import app

ROOT = Path(__file__).parents[1]
PACKAGES = ("corpus", "ingest", "retriever", "server", "ui", "evals")
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
# Folders of somebody's machine; what stands in a document of the corpus is not ours.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|root|Users|work|tmp|private)/\w")
HELD_BACK = ("corpus/documents/", "tests/")


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def fenced_lines() -> list[str]:
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines()]


def commands() -> set[str]:
    group = typer.main.get_group(app)
    names = set(group.commands)
    for name, command in group.commands.items():
        names |= {f"{name} {inner}" for inner in getattr(command, "commands", {})}
    return names


def test_every_make_target_in_the_readme_exists() -> None:
    named = {
        target for line in fenced_lines() for target in re.findall(r"^\$?\s*make ([a-z]+)", line)
    }
    assert named - TARGETS == set()


def test_every_command_in_the_readme_exists() -> None:
    command = re.compile(r"^\$?\s*(?:\S*/)?bronwijzer ([a-z-]+(?: (?:list|show|add|remove)\b)?)")
    named = {match.group(1) for line in fenced_lines() if (match := command.match(line))}
    assert named - commands() == set()


def test_every_command_in_the_makefile_exists() -> None:
    recipes = (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"\$\(BIN\)/bronwijzer ([a-z]+)", recipes))
    assert named - commands() == set()


def test_the_targets_that_others_rely_on_are_there() -> None:
    assert {"setup", "serve", "ask", "test", "check", "eval", "bench"} <= TARGETS


def test_the_commands_that_others_rely_on_are_there() -> None:
    wanted = {"ingest", "search", "ask", "documents list", "documents show", "serve", "doctor"}
    assert wanted <= commands()


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_says_what_it_is_for(package: str) -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / package).rglob("*.py"))
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_every_public_class_of_the_index_says_what_it_is() -> None:
    silent = [
        f"{path.name}: {node.name}"
        for path in sorted((ROOT / "corpus").glob("*.py"))
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_no_tracked_file_names_a_folder_of_somebodys_machine() -> None:
    leaks = []
    for path in tracked():
        name = str(path.relative_to(ROOT))
        if name.startswith(HELD_BACK) or b"\0" in path.read_bytes()[:8000]:
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if MACHINE_PATH.search(line):
                leaks.append(f"{name}:{number}: {line.strip()[:100]}")
    assert leaks == []


def test_every_document_of_the_corpus_is_tracked_with_the_code() -> None:
    names = {path.name for path in tracked() if path.parent.name == "documents"}
    assert names == {path.name for path in (ROOT / "corpus" / "documents").iterdir()}
