"""The operations by which a PDF's page shows text, found by one expression.

pypdf reads all of them letter by letter, the strokes of figures too, and a browser places each
letter by an operation of its own: that takes half of its time. Whatever is written in an unusual
way is left to pypdf.
"""

import re
from contextlib import suppress
from io import BytesIO
from typing import cast

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    ContentStream,
    DictionaryObject,
    FloatObject,
    NameObject,
    PdfObject,
    StreamObject,
    read_object,
)

# What pypdf raises for bytes that make no sense to it.
DAMAGE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    PyPdfError,
    RecursionError,
    TypeError,
    ValueError,
)

Operation = tuple[list[PdfObject], bytes]

# Those that show text, place it, or show a form that may hold some.
TEXTUAL = frozenset(b"BT ET q Q cm Tz Tc Tw TL Tf Td TD Tm T* Tj TJ ' \" Do".split())
INLINE_IMAGE, DIGITS = b"BI", frozenset(b"0123456789+-.")

SPACE = rb"[\t\n\x0c\r ]*+"
WORD = rb"[^\x00\t\n\x0b\x0c\r ()<>\[\]{}/%]"
STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\)"
HEX = rb"<[\da-fA-F\t\n\x0c\r ]*+>"
NUMBER = rb"[-+]?(?:\d++(?:\.\d*+)?|\.\d++)(?!" + WORD + rb")"
SIMPLE = rb"|".join((NUMBER, rb"/" + WORD + rb"*+", STRING, HEX))
ARRAY = rb"\[" + SPACE + rb"(?:(?:" + SIMPLE + rb")" + SPACE + rb")*+\]"
DICTIONARY = rb"<<(?:[^()<>%]++|" + STRING + rb"|" + HEX + rb")*+>>"
OPERAND = rb"|".join((SIMPLE, ARRAY, DICTIONARY))
OPERANDS = re.compile(OPERAND, re.DOTALL)
OPERATOR = rb"[A-Za-z'\"]" + WORD + rb"*+"
# Nothing in it is ever tried in two ways, so that no file can make it slow.
STATEMENT = re.compile(
    SPACE + rb"((?:(?:" + OPERAND + rb")" + SPACE + rb")*+)(" + OPERATOR + rb")", re.DOTALL
)


def text_operations(content: bytes) -> list[Operation] | None:
    """None for what is written in an unusual way, or holds a picture among its operations."""
    content = content.rstrip(b"\t\n\x0c\r ")
    found: list[Operation] = []
    known: dict[bytes, list[PdfObject]] = {}
    reached = 0
    # Always from where the last one ended: a search would begin anew at every character.
    while reached < len(content):
        statement = STATEMENT.match(content, reached)
        if statement is None or statement[2] == INLINE_IMAGE:
            return None
        written, operator = statement.groups()
        reached = statement.end()
        if operator in TEXTUAL:
            if written not in known:
                known[written] = _operands(written)
            found.append((known[written], operator))
    return found


def _operands(written: bytes) -> list[PdfObject]:
    return [_operand(one) for one in OPERANDS.findall(written)]


def _operand(written: bytes) -> PdfObject:
    """As pypdf reads it: what is usual by a shorter way."""
    if written[0] in DIGITS:
        return FloatObject(written)
    if written.startswith(b"["):
        return ArrayObject(_operands(written[1:-1]))
    if written.startswith(b"(") and b"\\" not in written:
        return ByteStringObject(written[1:-1])
    return read_object(BytesIO(written + b" "), None, "bytes")


def with_text_alone(page: PageObject, reader: PdfReader) -> PageObject:
    """A copy of the page that shows the same text, out of fewer operations, its forms too."""
    copy = PageObject(reader)
    copy.update(page)
    with suppress(AttributeError, KeyError):  # without contents, which pypdf takes for empty
        content, drawn = _shortened(page["/Contents"], reader)
        copy[NameObject("/Contents")] = content
        if drawn:
            copy[NameObject("/Resources")] = _with_short_forms(page, drawn, reader)
    return copy


def _shortened(stream: PdfObject, reader: PdfReader) -> tuple[ContentStream, set[str]]:
    """With the names of what else is drawn by it, as far as they are known."""
    content = ContentStream(stream, reader, "bytes")
    found = text_operations(content.get_data())
    if found is None:
        return content, set()
    content.operations = found
    return content, {str(drawn) for operands, name in found if name == b"Do" for drawn in operands}


def _with_short_forms(page: PageObject, drawn: set[str], reader: PdfReader) -> DictionaryObject:
    resources, forms = DictionaryObject(), DictionaryObject()
    resources.update(page.get_inherited("/Resources").get_object())
    forms.update(cast(DictionaryObject, resources["/XObject"]))
    for name in drawn & set(forms):
        with suppress(*DAMAGE):  # pypdf passes over a form that it can't read
            form = forms[name]
            if isinstance(form, StreamObject) and form.get("/Subtype") == "/Form":
                short, _ = _shortened(form, reader)
                short.update(form)
                forms[NameObject(name)] = short
    resources[NameObject("/XObject")] = forms
    return resources
