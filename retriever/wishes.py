"""Wishes about the answer before: more of it, shorter, where it stands, or the other language."""

from typing import Literal

from corpus.analysis import words

Wish = Literal["more", "places", "shorter", "nl", "en"]
# Words that make a wish polite or whole, and change nothing about it.
FILLING = frozenset(
    """ja yes ok oke okay nu kun kunt je u jij me mij mag ik het dat dit die even graag alsjeblieft
    alstublieft svp aub eens misschien dan can could you would i we that it this please just thanks
    answer antwoord geef zeg zeggen vertel toon laat zien give say tell show make maak a an een one
    de the en and ook now in op on to of""".split()
)
# What names the wish, words that do so together joined by "+"; the first wish that fits counts.
KEYS: dict[Wish, str] = {
    "en": "engels english",
    "nl": "nederlands dutch",
    "shorter": "korter kort shorter short briefer brief briefly beknopt beknopter samengevat "
    "samenvatting samenvatten summary summarise summarize samen+vat zin sentence",
    "places": "pagina paginas paginanummer bladzijde bladzij bladzijden blz page pages bron "
    "bronnen source sources citation reference staat+waar waar+vandaan where+says where+say "
    "where+come where+from hoe+weet how+know welk+rapport welke+rapporten which+report "
    "which+reports which+document welk+document",
    "more": "ja jawel jazeker yes yep yeah sure graag meer more verder continue rest go+on ga+door "
    "doe+maar go+ahead",
}
# What may stand beside it.
BESIDE: dict[Wish, str] = {
    "en": "into from naar vanuit vertaal vertalen translate nederlands dutch",
    "nl": "into from naar vanuit vertaal vertalen translate",
    "shorter": "keep formuleer zinnen sentences iets little bit nog wat",
    "places": "wat what is are zijn nummer number does do found find vind vinden van precies "
    "exactly hier komt",
    "more": "nog ga over others erover daarover daar iets about know details detail vertellen hoor",
}
TOGETHER = {
    wish: [frozenset(key.split("+")) for key in keys.split()] for wish, keys in KEYS.items()
}
ALLOWED = {wish: FILLING.union(BESIDE[wish].split(), *keys) for wish, keys in TOGETHER.items()}


def wish_in(question: str) -> Wish | None:
    """The wish that `question` is, or None where it asks something of its own."""
    said = set(words(question))
    for wish, keys in TOGETHER.items():
        if said <= ALLOWED[wish] and any(key <= said for key in keys):
            return wish
    return None
