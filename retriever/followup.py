"""Does a question lean on the one before it, or does it name its own subject?"""

import re
from collections.abc import Callable

import simplemma

from corpus.analysis import content_words, stem
from retriever.mentions import names_in
from retriever.topic import is_frame

# More words of its own make a subject.
FEW_WORDS = 4
# Says whether a word is rare enough among the documents to be a subject.
Rare = Callable[[str], bool]
YES = (
    r"(?:(?:ok|oke|oké|okay|ja|jawel|yes|yep|nee|no|goed|right|thanks|dank je|bedankt)\b[\s,.!]*)*"
)
OPENING = re.compile(
    rf"{YES}(?:en|maar|and|but|ook|also|dus|what about|how about|hoe zit het (?:dan )?met)\b[\s,]*",
    re.IGNORECASE,
)
# Words that point at what was said before, wherever they stand.
POINTING = frozenset(
    """daar dit deze zij ze hij hem haar hun hen zo'n zulke zoiets dezelfde hetzelfde anderen andere
    it they them its their these those this he she him her his hers theirs ones there others such
    same""".split()
)
# "daarvan", "hiermee", "erover".
POINTING_ADVERB = re.compile(
    r"(?:daar|hier|er)(?:aan|achter|bij|door|in|mee|na|naar|naast|om|onder|op|over|tegen|toe|tussen|"
    r"uit|van|voor)"
)
# These point back at the very end, or with little before them; elsewhere they join clauses.
ENDING = re.compile(
    r"\b(?:dat|die|dit|that|it|them|those|daar|there|het|er)[\s?.!]*$", re.IGNORECASE
)
DEMONSTRATIVE = frozenset(("dat", "die", "that"))
PRONOUN_HET = re.compile(
    r"het(?=\s*(?:[?.!,]|$)|\s+(?:al|als|bij|dan|door|er|eigenlijk|geschikt|goed|in|met|na|naar|niet|"
    r"nodig|nog|nu|om|onder|ook|op|over|te|tot|u|uit|van|voor|vooral|waar|wel|werkt)\b)",
    re.IGNORECASE,
)
DEFINITION = re.compile(
    rf"{YES}(?:(?:en|maar|and|but)\s+)?(?:(?:wat|wie|what|who) "
    r"(?:is|zijn|was|waren|are|were|betekent)\b|what does (?=.{1,40} mean)|what do \w+ mean by\b|"
    r"wat (?:bedoel|versta)\w* \w+ (?:met|onder)\b)",
    re.IGNORECASE,
)
DEFINITE = re.compile(r"\s*(?:de|het|the|hun|their|zijn|its)\s", re.IGNORECASE)
# "Wat is de rol van Altrecht?" asks for a side of something.
OF = re.compile(r"\b(?:van|of|voor|for|op|on)\b", re.IGNORECASE)
INDEFINITE = re.compile(r"\b(?:een|an?)\b", re.IGNORECASE)
GOING_ON = re.compile(r"\b(?:er|nog|there|still)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# Words that ask about any subject and are none: questions, verbs, measures, politeness.
LIGHT = frozenset(
    stem(word)
    for word in """hoeveel waarvan waarop waarin waarmee waardoor waarvoor waaruit waarover whats
    hows wheres whos could please graag want zou doet doen deed gedaan gaat gaan ging gingen kost
    kosten kostte betaalt betalen betaald begon begint beginnen begonnen start gestart gestopt heet
    heten genoemd duurt duren krijgt krijgen kreeg komt komen kwam gekomen geldt houdt houden staat
    staan stond gebeurt gebeurde gebeuren vindt vinden vonden maakt maken geeft geven geef noem
    noemen vertel leg uitleg uitleggen groot lang vaak hoog oud veel weinig precies eigenlijk verder
    even paar voorbeeld voorbeelden iemand iedereen soort dingen ding keer geschikt bedoeld moeilijk
    makkelijk zin deel totaal jaar jaren maand week uur tijd vroeger later toen begin einde aantal
    reden started starts begins began begun run runs ran pay pays paid cost costs long big many much
    often large old happen happens happened go goes going gone went wrong come comes came get gets
    got give gives gave make makes made take takes took call called mean means tell more example
    examples read easy hard difficult one someone everyone anybody thing things year years month
    months weeks hour hours time total number part kind sort exactly actually really yet now nu
    still last extra else""".split()
)


def leans_back(question: str, rare: Rare) -> bool:
    """Whether `question` can't be understood without the one before it."""
    own, names = own_words(question), names_in(question)
    if defines(question, rare):
        return False
    if OPENING.match(question):
        return True
    if points_back(question) and len(own) <= (3 if names else 4):
        return True
    if names:
        return False
    return lacks_noun(question, own) or (len(own) <= 2 and not any(map(rare, own)))


def may_lean_back(question: str, rare: Rare) -> bool:
    """Whether its words leave open if `question` goes on about the subject before: it has few of
    its own, and nothing new is introduced."""
    few = len(own_words(question)) <= FEW_WORDS
    return few and not introduces(question) and not defines(question, rare)


def defines(question: str, rare: Rare) -> bool:
    """Whether it asks what something is, and names it: "en wat is een wooncoach?"."""
    opening = DEFINITION.match(question)
    if not opening or OF.search(question) or points_back(question[opening.end() :]):
        return False
    own = own_words(question)
    known_thing = len(own) == 1 and DEFINITE.match(question, opening.end())
    return bool(names_in(question)) or any(
        rare(word) and (is_special(word) or not known_thing) for word in own
    )


def lacks_noun(question: str, own: list[str]) -> bool:
    """At most one word of its own, and that one neither new nor special: "wie betaalt de
    leegstand?"."""
    return not own or (len(own) == 1 and not introduces(question) and not is_special(own[0]))


def introduces(question: str) -> bool:
    """Whether it speaks of something new: "een soep", but not "is er nog een vervolg gekomen?"."""
    return bool(INDEFINITE.search(question) and not GOING_ON.search(question))


def own_words(question: str) -> list[str]:
    """Words that could be a subject."""
    return [word for word in content_words(question) if not is_light(word)]


def is_light(word: str) -> bool:
    return is_frame(word) or stem(word) in LIGHT or is_pointing(word)


def is_pointing(word: str) -> bool:
    return word in POINTING or POINTING_ADVERB.fullmatch(word) is not None


def is_special(word: str) -> bool:
    """Whether no dictionary knows it, as with a name or a term of the field."""
    return not any(simplemma.is_known(word, lang=language) for language in ("nl", "en"))


def points_back(question: str) -> bool:
    """Whether a word points at something that the question itself has not named before it."""
    ending = ENDING.search(question)
    if ending and len(own_words(question)) <= (2 if names_in(question) else 3):
        return True
    named = 0
    for match in WORD.finditer(question):
        if _points(question, match, named):
            return True
        named += len(own_words(match.group()))
        if named > 1:
            return False
    return False


def _points(question: str, match: re.Match[str], named: int) -> bool:
    """`named`: how many words of its own the question has before this one."""
    word = match.group().casefold().replace("’", "'")
    if word in DEMONSTRATIVE:
        return not named and match.end() < len(question)
    if word == "het":
        return bool(PRONOUN_HET.match(question, match.start()))
    return is_pointing(word)
