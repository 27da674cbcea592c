"""Phone numbers and e-mail addresses of persons are kept out of the stored text."""

import re

PLACEHOLDER = "[contactgegevens weggelaten]"
EMAIL = re.compile(r"(?:mailto:)?[^\s@<>(),;:]+@[^\s@<>(),;]*[^\W_]", re.IGNORECASE)
GAP = r"[\s().\u2010-\u2013/-]{0,3}"
# Dutch numbers have ten digits from 0; others a country code; service numbers eight or eleven.
NUMBER = re.compile(
    rf"(?<![\w.,])(?:\(?0(?:{GAP}\d){{9}}|(?:\+|00)(?:{GAP}\d){{9,14}}|0[89]00{GAP}\d{{4}}(?:\d{{3}})?)(?!\d)"
)
DATE = re.compile(r"\(?\d{1,2}[-./]\d{1,2}[-./]\d{2,4}")
LABEL = re.compile(
    r"\b(?:t|m|e|tel|telefoon(?:nummer)?|mobiel|mob|e-?mail(?:adres)?|algemeen nummer)\b\s*[.:]?",
    re.IGNORECASE,
)


def hide_contact_details(text: str) -> str:
    """`text` with every phone number and e-mail address replaced by the placeholder."""
    hidden = EMAIL.sub(PLACEHOLDER, text)
    return NUMBER.sub(lambda match: _hide_number(match, hidden), hidden)


def has_contact_details(text: str) -> bool:
    return hide_contact_details(text) != text


def is_only_contact(text: str) -> bool:
    """True where nothing but labels, signs and the like is left beside the placeholder."""
    if PLACEHOLDER not in text:
        return False
    rest = LABEL.sub("", text.replace(PLACEHOLDER, ""))
    return re.search(r"[^\W_]{3}", rest) is None


def _hide_number(match: re.Match[str], text: str) -> str:
    is_book = re.search(r"isbn\W*$", text[: match.start()], re.IGNORECASE)
    return match.group() if is_book or DATE.match(match.group()) else PLACEHOLDER
