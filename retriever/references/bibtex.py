"""References as BibTeX, for LaTeX and for reference managers."""

import re

from retriever.references.names import Name, Organisation
from retriever.references.work import Work, one_line

# Braces by name: BibTeX counts those behind a backslash too.
ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {sign: f"\\{sign}" for sign in "$&#_%"}


def write_bibtex(work: Work, notes: list[str]) -> str:
    """One @techreport, BibTeX's entry for reports; what is not known is left out."""
    fields = {
        # Twice in braces: the capitals are those of the title page.
        "title": f"{{{escape(work.title)}}}",
        "author": " and ".join(_author(name) for name in work.authors),
        "institution": escape(work.publisher),
        "address": escape(work.place),
        "year": str(work.year or ""),
        "language": escape(work.language),
        # Read as it is: only what would end the field is encoded.
        "url": work.url.replace("{", "%7B").replace("}", "%7D"),
        "note": escape(" ".join(notes)),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "@techreport{" + ",\n".join([work.id, *lines]) + "\n}\n"


def escape(text: str) -> str:
    return re.sub(r"[\\{}~^$&#_%]", lambda match: ESCAPES[match[0]], one_line(text))


def _author(name: Name) -> str:
    """Braces keep an organisation, or a surname of several words, together."""
    if isinstance(name, Organisation):
        return f"{{{escape(name.name)}}}"
    family = escape(name.family)
    whole = f"{{{family}}}" if " " in family or family[0].islower() else family
    surname = f"{name.particle} {whole}".strip()
    return f"{surname}, {escape(name.given)}" if name.given else surname
