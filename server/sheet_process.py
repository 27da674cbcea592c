"""The process that draws one page of a PDF, so that a bad file ends nothing else. Only it knows
PDFium and Pillow."""

import contextlib
import hashlib
import re
import resource
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw
from PIL import Image, ImageChops, ImageDraw
from pydantic import BaseModel

MEBIBYTE = 2**20
# Pixels: wide enough to read on a dense screen, and no more of a banner or a poster.
WIDEST, HIGHEST = 1200, 1800
COLOURS = 128  # enough for a page, at a third of the size
MARK, EDGE = "#ffec9e", "#c99700"

Box = tuple[float, float, float, float]


class Sought(BaseModel):
    """A piece of a quote, which comes on its page after `earlier` pieces of the same letters."""

    text: str
    earlier: int


class Request(BaseModel):
    """A page, counted from 1, of a file with this digest, and what is to be marked on it."""

    path: Path
    sha256: str
    page: int
    sought: tuple[Sought, ...]


class Drawn(BaseModel):
    """What stands on the first line of a reply; the picture follows as PNG, where there is one.
    `marked` counts the pieces that were found."""

    width: int = 0
    height: int = 0
    marked: int = 0
    problem: str = ""


def letters(text: str) -> Iterator[tuple[str, int]]:
    """Letters and digits as they are compared, each with the place of the character it is from:
    accents, ligatures, hyphens and spaces differ between a file and the text made of it."""
    for at, character in enumerate(text):
        for letter in unicodedata.normalize("NFKD", character).casefold():
            if letter.isalnum():
                yield letter, at


def stretch_of(page: str, sought: Sought) -> tuple[int, int] | None:
    """Where the piece stands in the page's characters, if it does."""
    found = list(letters(page))
    run = "".join(letter for letter, _ in found)
    wanted = "".join(letter for letter, _ in letters(sought.text))
    at = run.find(wanted) if wanted else -1
    for _ in range(sought.earlier):
        further = run.find(wanted, at + 1)
        at = further if further >= 0 else at
    if at < 0:
        return None
    start, end = found[at][1], found[at + len(wanted) - 1][1] + 1
    closing = re.match(r"[^\w\s]*", page[end : end + _after_letters(sought.text)])
    return start, end + (closing.end() if closing else 0)


def _after_letters(text: str) -> int:
    """How many characters follow its last letter."""
    return len(text) - 1 - max(at for _, at in letters(text))


def boxes(text: pdfium.PdfTextPage, stretches: Sequence[tuple[int, int]]) -> list[Box]:
    """Left, bottom, right and top of each line of the stretches, in points."""
    found: list[Box] = []
    for start, end in stretches:
        count = text.count_rects(start, end - start)
        found += [text.get_rect(number) for number in range(count)]
    return found


def draw(request: Request) -> tuple[Drawn, bytes]:
    content = request.path.read_bytes()
    if hashlib.sha256(content).hexdigest() != request.sha256:
        return Drawn(problem="the file is another one than the one that was indexed"), b""
    with pdfium.PdfDocument(content) as file:
        if not 1 <= request.page <= len(file):
            return Drawn(problem=f"the file has {len(file)} pages"), b""
        page = file[request.page - 1]
        text = page.get_textpage()
        characters = "".join(map(chr, _codes(text)))
        stretches = [one for sought in request.sought if (one := stretch_of(characters, sought))]
        scale = min(WIDEST / page.get_width(), HIGHEST / page.get_height())
        bitmap = page.render(scale=scale)
        places = bitmap.get_posconv(page)
        marks = [
            (*places.to_bitmap(left, top), *places.to_bitmap(right, bottom))
            for left, bottom, right, top in boxes(text, stretches)
        ]
        picture = marked(bitmap.to_pil().convert("RGB"), marks)
    return Drawn(width=picture.width, height=picture.height, marked=len(stretches)), png(picture)


def _codes(text: pdfium.PdfTextPage) -> Iterator[int]:
    """One for each of the page's characters, as their boxes are numbered."""
    for at in range(text.count_chars()):
        yield pdfium_raw.FPDFText_GetUnicode(text, at)


def marked(picture: Image.Image, marks: Sequence[Box]) -> Image.Image:
    """Under the letters as a pen marks, with a line below for who sees no colour."""
    wash = Image.new("RGB", picture.size, "white")
    pen, line = ImageDraw.Draw(wash), ImageDraw.Draw(picture)
    for mark in marks:
        left, right = sorted((mark[0], mark[2]))
        top, bottom = sorted((mark[1], mark[3]))
        pen.rectangle((left - 2, top - 3, right + 2, bottom + 3), fill=MARK)
        line.line((left - 2, bottom + 4, right + 2, bottom + 4), fill=EDGE, width=2)
    return ImageChops.multiply(picture, wash)


def png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(file, "PNG")
    return file.getvalue()


def main(memory_mebibytes: int) -> None:
    """Reads a request and writes its reply; it makes no files and takes so many bytes."""
    for what, most in (
        (resource.RLIMIT_AS, memory_mebibytes * MEBIBYTE),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # where the system knows no such limit
            resource.setrlimit(what, (most, most))
    try:
        told, picture = draw(Request.model_validate_json(sys.stdin.buffer.read()))
    # The last resort of a process that exists to meet whatever a hostile file does.
    except Exception as error:
        told, picture = Drawn(problem=f"it can't be drawn ({type(error).__name__})"), b""
    sys.stdout.buffer.write(told.model_dump_json().encode() + b"\n" + picture)


if __name__ == "__main__":
    main(int(sys.argv[1]))
