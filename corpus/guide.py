"""Reads and checks the guide: terms, reading path and first questions, checked by hand."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

TermKind = Literal["definition", "abbreviation", "use"]
Role = Literal["professional", "newcomer", "policymaker"]
FOLDER = "guide"
Checked = TypeVar("Checked")
STRICT = ConfigDict(extra="forbid")


class BadGuide(Exception):
    """A file of the guide can't be used; the message names file and mistake."""


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """Whole sentences of a document, as its stored text has them."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    document: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckedTerm:
    """A term with the best quote first. In the kind "use" no quote defines it."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    name: str
    quotes: tuple[CheckedQuote, ...]
    also: tuple[str, ...] = ()
    stands_for: str = ""
    kind: TermKind = "definition"


@dataclass(frozen=True, slots=True)
class CheckedStep:
    """A section to read, named by its path; why, in both languages of the reader. `order` has its
    place in the path of each role that has one of its own."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    document: str
    section: tuple[str, ...]
    nl: str
    en: str
    order: Mapping[Role, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckedQuestion:
    """A question to begin with; `documents` are those that answer it."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    roles: tuple[Role, ...]
    nl: str
    en: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedTheme:
    """Questions on one subject, one for each role."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    nl: str
    en: str
    questions: tuple[CheckedQuestion, ...]


@dataclass(frozen=True, slots=True)
class _Glossary:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    documents: tuple[str, ...]
    terms: tuple[CheckedTerm, ...]


@dataclass(frozen=True, slots=True)
class _ReadingPath:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    documents: tuple[str, ...]
    steps: tuple[CheckedStep, ...]


@dataclass(frozen=True, slots=True)
class _Questions:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    themes: tuple[CheckedTheme, ...]


@dataclass(frozen=True, slots=True)
class CheckedGuide:
    """What was checked by hand, and for which documents; the others go by rules."""

    term_documents: frozenset[str] = frozenset()
    terms: tuple[CheckedTerm, ...] = ()
    path_documents: frozenset[str] = frozenset()
    steps: tuple[CheckedStep, ...] = ()
    themes: tuple[CheckedTheme, ...] = ()


def read_guide(corpus: Path) -> CheckedGuide:
    """A file that is not there holds nothing. Raises BadGuide."""
    folder = corpus / FOLDER
    glossary = _read(folder / "glossary.toml", _Glossary, _Glossary((), ()))
    path = _read(folder / "reading-path.toml", _ReadingPath, _ReadingPath((), ()))
    questions = _read(folder / "questions.toml", _Questions, _Questions(()))
    return CheckedGuide(
        frozenset(glossary.documents),
        glossary.terms,
        frozenset(path.documents),
        path.steps,
        questions.themes,
    )


def _read(path: Path, kind: type[Checked], without: Checked) -> Checked:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        return TypeAdapter(kind).validate_python(values)
    except FileNotFoundError:
        return without
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadGuide(f"{path}: {error}; correct that line") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise BadGuide(f"{path}, {field}: {first['msg']} (found {first['input']!r})") from error
