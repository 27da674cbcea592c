"""The gold files are read whole, or refused with file and line."""

from pathlib import Path

import pytest

from evals.gold import (
    BadGold,
    gold_digest,
    read_dialogues,
    read_questions,
    standalone_questions,
)

EVALS = Path("evals")
GOOD = (
    '{"id": "a", "question": "Wat?", "language": "nl", "kind": "list", "split": "dev", '
    '"answer": "Dit", "nuggets": [{"text": "dit", "vital": true, "quotes": '
    '[{"document": "d", "quote": "Dit is het."}]}]}'
)


def write(folder: Path, *lines: str) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_a_misspelt_field_is_named_with_file_and_line(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD, "", GOOD.replace('"vital"', '"vitaal"'))
    with pytest.raises(BadGold, match=r"questions.jsonl, line 3, nuggets.0.vital: Field required"):
        read_questions(path)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1, the line: Invalid JSON"),
        (GOOD.replace('"list"', '"unanswerable"'), "kind 'unanswerable' with 1 nuggets"),
        (GOOD.replace('"split"', '"category": "far", "split"'), "category belongs to"),
        (GOOD.replace('"split"', '"parallel": "b", "split"'), "parallel 'b' is no question"),
        (f"{GOOD}\n{GOOD}", "an id occurs twice"),
    ],
)
def test_an_unusable_line_is_refused(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(BadGold, match=message):
        read_questions(write(tmp_path, line))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadGold, match=r"none\.jsonl: No such file"):
        read_questions(tmp_path / "none.jsonl")


def test_the_digest_follows_the_words_and_not_the_order(tmp_path: Path) -> None:
    other = GOOD.replace('"a"', '"b"')
    forth = gold_digest(read_questions(write(tmp_path, GOOD, other)))
    assert forth == gold_digest(read_questions(write(tmp_path, other, GOOD)))
    assert forth != gold_digest(read_questions(write(tmp_path, GOOD.replace("Wat?", "Wie?"))))


def test_there_is_gold_enough_of_every_sort() -> None:
    questions = read_questions(EVALS / "questions.jsonl")
    answerable = [question for question in questions if question.answerable]
    english = [question for question in answerable if question.language == "en"]
    categories = [q.category for q in questions if not q.answerable]
    assert len(answerable) >= 220
    assert len(answerable) - len(english) >= 110
    assert len(english) >= 110
    assert sum(question.parallel is not None for question in english) >= 60
    assert {category: categories.count(category) for category in set(categories)} == {
        "near": 30,
        "false_premise": 18,
        "far": 16,
        "hostile": 16,
        "vague": 10,
    }
    documents = {e.document for q in answerable for n in q.nuggets for e in n.quotes}
    assert len(documents) == 5


def test_parallel_questions_ask_the_same_in_the_same_split() -> None:
    questions = {q.id: q for q in read_questions(EVALS / "questions.jsonl")}
    pairs = [(q, questions[q.parallel]) for q in questions.values() if q.parallel]
    assert all(one.language == "en" and other.language == "nl" for one, other in pairs)
    assert all(one.split == other.split for one, other in pairs)


def test_dialogues_have_stand_alone_forms() -> None:
    dialogues = read_dialogues(EVALS / "dialogues.jsonl")
    assert len(dialogues) >= 40
    for dialogue in dialogues:
        assert dialogue.turns[0].standalone is None
        assert all(turn.standalone for turn in dialogue.turns[1:])
    follow_ups = [q for q in standalone_questions(dialogues) if q.kind == "follow-up"]
    assert follow_ups[0].question == "Met hoeveel medewerkers werkt het GGZ-gebiedsteam in Houten?"
