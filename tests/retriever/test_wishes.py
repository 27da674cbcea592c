"""What a short reply wants of the answer before it."""

import pytest

from retriever.wishes import wish_in

WISHES = {
    "more": ["ja", "Ja, graag!", "yes please", "vertel meer", "tell me more", "ga door", "go on"],
    "places": [
        "op welke pagina?",
        "Which page is that on?",
        "waar staat dat?",
        "in welk rapport staat dat?",
        "source?",
        "how do you know?",
    ],
    "shorter": ["korter", "kun je het korter zeggen", "even in één zin", "shorter please"],
    "en": ["in English please", "ok in het Engels graag", "ja, in het engels"],
    "nl": ["in het Nederlands", "can you answer in Dutch?"],
}


@pytest.mark.parametrize(
    ("wish", "typed"), [(wish, typed) for wish, all_of in WISHES.items() for typed in all_of]
)
def test_a_wish_is_known_in_both_languages(wish: str, typed: str) -> None:
    assert wish_in(typed) == wish


@pytest.mark.parametrize(
    "typed",
    [
        "en in Houten?",
        "waar is dat?",
        "is dat een korte training?",
        "noem er nog een paar",
        "welke rapporten noemen eenzaamheid?",
        "wat is de bron van het geld?",
        "nee",
        "How long is the English summary of the 2017 report?",
    ],
)
def test_what_asks_something_of_its_own_is_no_wish(typed: str) -> None:
    assert wish_in(typed) is None
