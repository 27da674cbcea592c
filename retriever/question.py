"""What is asked: checked once where it enters, and its language."""

import re
import unicodedata
from typing import Literal

import simplemma

from corpus.analysis import DUTCH_WORDS, ENGLISH_WORDS, words

Language = Literal["nl", "en"]
LONGEST_QUESTION = 2000
# Words that neither Dutch nor English has, and that hardly a sentence does without.
OTHER_LANGUAGES = {
    "Duits": frozenset("das der die ist und nicht ein eine für wie wer welche mit auf zu".split()),
    "Frans": frozenset(
        "les des est et une que qui pour dans quel quelle comment sont avec".split()
    ),
    "Spaans": frozenset("los las una que es para cómo cual qué por con del son".split()),
}


class BadQuestion(ValueError):
    """The question can't be asked as it stands; the message says why and what to do."""


def check_question(question: str) -> str:
    """The question without control characters and spare white space; raises BadQuestion."""
    visible = "".join(c if unicodedata.category(c) not in ("Cc", "Cf") else " " for c in question)
    checked = re.sub(r"\s+", " ", visible).strip()
    if not any(c.isalnum() for c in checked):
        raise BadQuestion("De vraag is leeg; typ een vraag in het Nederlands of Engels.")
    if len(checked) > LONGEST_QUESTION:
        raise BadQuestion(
            f"De vraag telt {len(checked)} tekens en mag er {LONGEST_QUESTION} tellen; "
            "stel een kortere vraag."
        )
    _refuse_other_language(checked)
    return checked


def language_of(question: str) -> Language:
    """By its function words; where those don't decide, by which dictionary knows more of it."""
    found = [word for word in words(question) if word.isalpha()]
    dutch = sum(word in DUTCH_WORDS for word in found)
    english = sum(word in ENGLISH_WORDS for word in found)
    if dutch == english:
        dutch = sum(simplemma.is_known(word, lang="nl") for word in found)
        english = sum(simplemma.is_known(word, lang="en") for word in found)
    return "en" if english > dutch else "nl"


def _refuse_other_language(question: str) -> None:
    found = [word.casefold() for word in re.findall(r"[^\W\d_]+", question)]
    function_words = DUTCH_WORDS | ENGLISH_WORDS
    for language, known in OTHER_LANGUAGES.items():
        ours = sum(word in function_words - known for word in found)
        theirs = sum(word in known - function_words for word in found)
        if theirs >= 2 and theirs > 2 * ours:
            raise BadQuestion(
                f"De vraag lijkt {language} te zijn; stel haar in het Nederlands of Engels."
            )
