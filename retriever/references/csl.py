"""A work as CSL-JSON describes it, for citeproc and for reference managers."""

from retriever.references.names import Name, Organisation
from retriever.references.work import Work


def csl_item(work: Work) -> dict[str, object]:
    """An item of CSL-JSON 1.0.2, without the fields that are not known."""
    fields: dict[str, object] = {
        "id": work.id,
        "type": "report",
        "title": work.title,
        "author": [csl_name(name) for name in work.authors],
        "publisher": work.publisher,
        "publisher-place": work.place,
        "issued": {"date-parts": [[work.year]]} if work.year else None,
        "language": work.language,
        "URL": work.url,
    }
    return {name: value for name, value in fields.items() if value}


def csl_name(name: Name) -> dict[str, str]:
    if isinstance(name, Organisation):
        return {"literal": name.name}
    fields = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
    }
    return {key: value for key, value in fields.items() if value}
