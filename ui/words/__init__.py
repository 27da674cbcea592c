"""What the views say, each word in Dutch and English side by side."""

from collections.abc import Mapping

# By name, Dutch first.
Words = Mapping[str, tuple[str, str]]
ORDER = ("nl", "en")


def said(words: Words, language: str) -> dict[str, str]:
    """The words in one language."""
    return {name: both[ORDER.index(language)] for name, both in words.items()}
