"""References as RIS, which every reference manager reads."""

from collections.abc import Iterator

from retriever.references.names import Name, Organisation
from retriever.references.work import Work, one_line


def write_ris(work: Work, notes: list[str]) -> str:
    """One record; each note, a quote with its place, is a field N1."""
    return "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in _fields(work, notes))


def _fields(work: Work, notes: list[str]) -> Iterator[tuple[str, str]]:
    yield "TY", "RPRT"
    yield "ID", work.id
    yield "TI", work.title
    for name in work.authors:
        yield "AU", _author(name)
    known = {
        "PY": str(work.year or ""),
        "PB": work.publisher,
        "CY": work.place,
        "LA": work.language,
        "UR": work.url,
    }
    yield from ((tag, value) for tag, value in known.items() if value)
    for note in notes:
        yield "N1", note
    yield "ER", ""


def _author(name: Name) -> str:
    """Surname before a comma. In an organisation's name a first comma is doubled, as EndNote's
    manual has it, lest what follows be read as a given name."""
    if isinstance(name, Organisation):
        return name.name.replace(",", ",,", 1)
    family = f"{name.particle} {name.family}".strip()
    return f"{family}, {name.given}" if name.given else family
