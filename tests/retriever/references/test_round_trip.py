"""Whatever is written for a reference manager can be read back, whatever the title page holds."""

import json
import re
from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import Document, Quote, Span
from retriever.references.bibtex import ESCAPES
from retriever.references.csl import csl_name
from retriever.references.names import Organisation, Person
from retriever.references.places import Cited
from retriever.references.report import Turn
from retriever.references.work import Work, one_line, work_of
from retriever.references.write import Format, write_references

UNESCAPED = {written: sign for sign, written in ESCAPES.items()}
AWKWARD = st.sampled_from(
    ["{", "}", "\\", "% ", "TY  - ", "ER  - ", "\r\n", " and ", "@", "&", ","]
)
TEXTS = st.lists(st.text(max_size=8) | AWKWARD, max_size=6).map("".join)
TITLES = TEXTS.filter(one_line)
AUTHORS = TITLES | st.sampled_from(
    [
        "Susan van Klaveren",
        "Van den Berg",
        "Ministerie van VWS, Zorg en Sport",
        "el Foo, Bar",
        "A&B",
    ]
)
DOCUMENTS = st.builds(
    Document,
    id=st.just("een-document"),
    title=TITLES,
    file=st.just("een.pdf"),
    sha256=st.just("0" * 64),
    authors=st.lists(AUTHORS, max_size=3).map(tuple),
    publisher=TEXTS,
    year=st.none() | st.integers(1000, 9999),
)
FAST = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def written(document: Document, quote: str, format: Format) -> str:
    cited = Cited(document.id, Quote(document.id, Span(0, len(quote)), quote, (), "17"))
    made = write_references([Turn((cited,))], {document.id: document}, format=format)
    return made.content.decode()


def ris_fields(text: str) -> list[tuple[str, str]]:
    """As a reference manager reads them: a tag, two spaces, a hyphen, a space."""
    lines = text.split("\r\n")
    assert lines.pop() == ""
    matches = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line, re.DOTALL) for line in lines]
    return [(match[1], match[2]) for match in matches if match] if all(matches) else []


def bibtex_fields(text: str) -> Iterator[tuple[str, str]]:
    """Values by their outer braces, which BibTeX counts without heeding backslashes."""
    at = text.index(",") + 1
    while match := re.compile(r"\s*(\w+) = \{").match(text, at):
        depth, at = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        yield match[1], text[match.end() : at - 1]
        at += text[at : at + 1] == ","
    assert text[at:] == "\n}\n"


def unescaped(value: str) -> str:
    signs = "|".join(re.escape(sign) for sign in UNESCAPED)
    return re.sub(signs, lambda match: UNESCAPED[match[0]], value)


def bibtex_authors(value: str) -> list[str]:
    """Cut at " and " outside braces; braces around a name are taken off."""
    names, depth, start = [], 0, 0
    for at, char in enumerate(value):
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth == 0 and value.startswith(" and ", at):
            names.append(value[start:at])
            start = at + len(" and ")
    names.append(value[start:])
    return names


def surname(person: Person) -> str:
    return f"{person.particle} {person.family}".strip()


def ris_names(work: Work) -> list[str]:
    return [
        name.name.replace(",", ",,", 1)
        if isinstance(name, Organisation)
        else ", ".join(part for part in (surname(name), name.given) if part)
        for name in work.authors
    ]


@FAST
@given(document=DOCUMENTS, quote=TITLES)
def test_ris_is_read_back(document: Document, quote: str) -> None:
    work, fields = work_of(document), ris_fields(written(document, quote, "ris"))
    known = {"PY": str(work.year or ""), "PB": work.publisher, "CY": work.place, "LA": "nl"}
    assert fields == [
        ("TY", "RPRT"),
        ("ID", work.id),
        ("TI", work.title),
        *(("AU", name) for name in ris_names(work)),
        *((tag, value) for tag, value in known.items() if value),
        ("N1", f"“{one_line(quote)}” (p. 17)"),
        ("ER", ""),
    ]


@FAST
@given(document=DOCUMENTS, quote=TITLES)
def test_bibtex_is_read_back(document: Document, quote: str) -> None:
    work, fields = work_of(document), dict(bibtex_fields(written(document, quote, "bibtex")))
    assert unescaped(fields["title"][1:-1]) == work.title
    assert unescaped(fields["note"]) == f"“{one_line(quote)}” (p. 17)"
    assert unescaped(fields.get("institution", "")) == work.publisher
    assert unescaped(fields.get("address", "")) == work.place
    assert fields.get("year", "") == str(work.year or "")
    authors = bibtex_authors(fields["author"]) if work.authors else []
    for author, name in zip(authors, work.authors, strict=True):
        if isinstance(name, Organisation):
            assert (author[0], author[-1], unescaped(author[1:-1])) == ("{", "}", name.name)
        else:
            family, _, given_names = author.rpartition(", ") if name.given else (author, "", "")
            assert unescaped(given_names) == name.given
            plain_family = family.replace("{", "").replace("}", "")
            assert plain_family == surname(name) or "\\" in family


@FAST
@given(document=DOCUMENTS, quote=TITLES)
def test_csl_json_is_read_back(document: Document, quote: str) -> None:
    work, (item,) = work_of(document), json.loads(written(document, quote, "csl-json"))
    assert item["title"] == work.title
    assert item.get("author", []) == [csl_name(name) for name in work.authors]
    assert item["note"] == f"“{one_line(quote)}” (p. 17)"
    assert item["custom"]["quotes"] == [
        {"text": quote, "start": 0, "end": len(quote), "page": "17", "section": []}
    ]


@settings(FAST, max_examples=8)
@given(documents=st.lists(DOCUMENTS, min_size=1, max_size=2), quote=TITLES)
def test_whatever_a_title_page_holds_makes_a_reference(
    documents: list[Document], quote: str
) -> None:
    for document in documents:
        text = written(document, quote, "text")
        assert one_line(document.title) in text
        assert one_line(quote) in " ".join(text.split())
        assert written(document, quote, "markdown")
        made = write_references(
            [Turn((Cited(document.id),))], {document.id: document}, format="docx"
        )
        assert made.content[:2] == b"PK"


def test_the_address_of_a_document_goes_with_it() -> None:
    url = "https://www.example.org/rapport_1?a=b%20c"
    document = Document("een-document", "Een", "een.pdf", "0" * 64, url=url)
    assert ("UR", url) in ris_fields(written(document, "Dit.", "ris"))
    assert ("url", url) in bibtex_fields(written(document, "Dit.", "bibtex"))
    assert json.loads(written(document, "Dit.", "csl-json"))[0]["URL"] == url
    assert written(document, "Dit.", "text").endswith(f"Een. (z.d.). {url}\n")
