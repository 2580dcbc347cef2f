"""One slip of the finger in any word that files know: the right word is suggested."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator

import pytest

from sim.errors import ScenarioError
from sim.experiment import KINDS
from sim.experiment.keys import did_you_mean
from sim.reading.misspelling import near, one_slip
from sim.reading.shape import Shape
from sim.scenario import Scenario, load_scenario

SCENARIO = Shape(Scenario)
SHAPES = {"scenario": SCENARIO} | {kind: Shape(model) for kind, model in KINDS.items()}
ASKED = 0.98


def slip(word: str, luck: random.Random) -> str:
    """The word with a letter less, more or changed, or with two swapped."""
    at = luck.randrange(len(word))
    letter = luck.choice(string.ascii_lowercase + "_")
    swapped = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    return luck.choice([
        word[:at] + word[at + 1 :], word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :], swapped,
    ])  # fmt: skip


def slips(word: str, known: list[str], luck: random.Random, number: int) -> Iterator[str]:
    """Some misspellings of a word that are no words themselves."""
    found = (slip(word, luck) for _ in range(number))
    yield from (typo for typo in found if typo and typo not in known)


def paths(shape: Shape) -> Iterator[tuple[str, ...]]:
    """Where keys stand: the top, and every mapping below it."""
    yield ()
    yield from (tuple(key.split(".")) for key in shape.dotted_keys)


@pytest.mark.parametrize("name", SHAPES)
def test_of_a_key_among_its_neighbors(name: str) -> None:
    luck, tried, right = random.Random(1), 0, 0
    for path in paths(SHAPES[name]):
        known = SHAPES[name].keys(path)
        for key in known:
            for typo in slips(key, known, luck, 6 if name == "scenario" else 80):
                tried += 1
                right += near(typo, known) == key
    assert tried >= 1500
    assert right / tried >= ASKED


def test_of_a_word_to_choose_from() -> None:
    luck, tried, right = random.Random(2), 0, 0
    for shape in SHAPES.values():
        for path in paths(shape):
            known = shape.choices(path)
            for word in known:
                for typo in slips(word, known, luck, 4):
                    tried += 1
                    right += near(typo, known) == word
    assert tried >= 1500
    assert right / tried >= ASKED


def test_of_a_dotted_key_of_policies_and_assumptions() -> None:
    luck, tried, right = random.Random(3), 0, 0
    known = [key for key in SCENARIO.dotted_keys if not key.startswith("begun.")]
    for key in known:
        for typo in slips(key, known, luck, 3):
            tried += 1
            right += f"`{key}`" in did_you_mean(typo)
    assert tried >= 1500
    assert right / tried >= ASKED


def test_in_what_is_said_of_a_file() -> None:
    """The same through the reader: nested where it belongs, and one key of many."""
    luck, tried, right = random.Random(4), 0, 0
    for dotted in luck.sample(SCENARIO.dotted_keys, 150):
        *above, key = dotted.split(".")
        for typo in slips(key, SCENARIO.keys(tuple(above)), luck, 1):
            content: dict = {typo: None}
            for step in reversed(above):
                content = {step: content}
            with pytest.raises(ScenarioError) as caught:
                load_scenario(content)
            tried += 1
            right += f"Did you mean `{key}`?" in str(caught.value)
    assert tried > 140
    assert right / tried >= ASKED


@pytest.mark.parametrize(
    ("word", "other", "is_one"),
    [
        ("months", "moths", True), ("months", "monthss", True), ("months", "minths", True),
        ("months", "mnoths", True), ("months", "months", False), ("months", "moht", False),
        ("months", "mohtns", False), ("ab", "ba", True), ("a", "", False), ("", "", False),
        ("abc", "cba", False), ("abcd", "badc", False),
    ],
)  # fmt: skip
def test_what_one_slip_is(word: str, other: str, is_one: bool) -> None:
    assert one_slip(word, other) == is_one
    assert one_slip(other, word) == is_one


@pytest.mark.parametrize("word", ["steps", "seed", "population", "happiness", "x", "42", "日期"])
def test_of_a_word_of_another_program_nothing_is_suggested(word: str) -> None:
    assert near(word, SCENARIO.keys(())) == ""


def test_of_two_words_one_slip_away_the_one_with_the_same_letters_is_meant() -> None:
    assert near("hors", ["horn", "hours"]) == near("hors", ["hours", "horn"]) == "hours"
