"""What kind of answer a question asks for, and how a sentence shows that it gives one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """`bonus` is what a sentence with the `cue` gains when the question has the `sign`; fitted
    with the other weights of retriever.sentences."""

    name: str
    sign: re.Pattern[str]
    cue: re.Pattern[str]
    bonus: float


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{text})\b", re.IGNORECASE)


KINDS = (
    Kind(
        "definition",
        re.compile(
            r"\b(?:wat (?:is|zijn) (?:een |het |de )?[\w-]+\?|wat (?:betekent|houdt)\b|bedoel|"
            r"definitie|waar staat .{1,40} voor|what (?:is|are) (?:an? |the )?[\w-]+(?: [\w-]+)?\?|"
            r"what does .{1,40} (?:mean|stand for)|meaning of|definition)",
            re.IGNORECASE,
        ),
        _pattern(
            r"houdt in|is een|zijn woningen|wordt .{0,40}genoemd|genaamd|betekent|verstaan|bedoeld|"
            r"staat voor|oftewel|ofwel|dat wil zeggen"
        ),
        1.4,
    ),
    Kind(
        "number",
        _pattern(
            r"hoeveel|hoe (?:lang|vaak|groot|hoog|oud)|welk (?:percentage|jaar|bedrag|aantal)|"
            r"wanneer|aantal|percentage|how (?:many|much|long|often|large|big|old)|"
            r"what (?:percentage|share|year|number|amount)|when (?:did|was|were|is|will)|which year"
        ),
        re.compile(
            r"\d|\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|dertig|"
            r"honderd|procent)\b",
            re.IGNORECASE,
        ),
        1.0,
    ),
    Kind(
        "why",
        _pattern(r"waarom|waardoor|wat is de reden|hoe komt|why|how come|reasons?"),
        _pattern(
            r"omdat|doordat|want|daardoor|daarom|waardoor|redenen?|vanwege|zodat|gevolg|oorzaak"
        ),
        0.7,
    ),
    Kind(
        "what helps",
        _pattern(
            r"wat (?:helpt|werkt|maakt)|what (?:helps|works|makes)|succes\w*|slagen|succeed|"
            r"voorwaarden?|lessen|lessons|tips|advies|aanbevel\w+|recommend\w*|nodig|needed|"
            r"belangrijk|important"
        ),
        _pattern(
            r"belangrijk|essentieel|nodig|cruciaal|helpt|helpen|voorwaarden?|moet|moeten|vraagt|"
            r"succes\w*|werkt|bevorder\w*|noodzakelijk|sleutel\w*|van belang|aanbevel\w*|"
            r"uitgangspunt|verantwoordelijkheid"
        ),
        0.6,
    ),
)


def kinds_of(question: str) -> list[Kind]:
    """All kinds whose sign the question bears; often none."""
    return [kind for kind in KINDS if kind.sign.search(question)]


def cue_bonus(kinds: Sequence[Kind], sentence: str) -> float:
    return sum(kind.bonus for kind in kinds if kind.cue.search(sentence))
