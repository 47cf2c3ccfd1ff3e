"""Scores of segmentations, word by word from the definitions."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple


class Word(NamedTuple):
    """A word and where it stands in its line."""

    text: str
    begin: int
    end: int


def words(line: str) -> list[Word]:
    """The words of a line, a character at a time."""
    found, at, word = [], 0, ""
    for character in line + " ":
        if not character.isspace():
            word += character
        elif word:
            found.append(Word(word, at, at + len(word)))
            at += len(word)
            word = ""
    return found


def boundaries(line: str) -> set[int]:
    """Places between two words of a line."""
    return {word.end for word in words(line)[:-1]}


def measures(gold: list[str], predicted: list[str], known: Collection[str]) -> dict[str, float | None]:
    """All measures of lines of the same texts."""
    pairs = list(zip(gold, predicted, strict=True))
    n_gold = sum(len(words(line)) for line in gold)
    n_found = sum(len(words(line)) for line in predicted)
    correct = [one for line, other in pairs for one in words(line) if one in words(other)]
    of_gold = sum(len(boundaries(line)) for line in gold)
    of_found = sum(len(boundaries(line)) for line in predicted)
    both = sum(len(boundaries(line) & boundaries(other)) for line, other in pairs)
    unknown = [one for line in gold for one in words(line) if one.text not in known]
    right = [one for one in correct if one.text not in known]
    return {
        "precision": len(correct) / n_found if n_found else 0.0,
        "recall": len(correct) / n_gold if n_gold else 0.0,
        "f1": 2 * len(correct) / (n_gold + n_found) if correct else 0.0,
        "boundary_precision": both / of_found if of_found else 0.0,
        "boundary_recall": both / of_gold if of_gold else 0.0,
        "boundary_f1": 2 * both / (of_gold + of_found) if both else 0.0,
        "oov_rate": len(unknown) / n_gold if n_gold else 0.0,
        "oov_recall": len(right) / len(unknown) if unknown else None,
        "iv_recall": (len(correct) - len(right)) / (n_gold - len(unknown)) if n_gold > len(unknown) else None,
    }


def same_places(text: str, gold: str) -> dict[int, int]:
    """Places of a text in its gold version, when every character comes once and their order is the same.

    A place belongs to the character before it; without one there, to the one behind it.
    """
    places = {}
    for place in range(len(text) + 1):
        if place and text[place - 1] in gold:
            places[place] = gold.index(text[place - 1]) + 1
        elif place < len(text) and text[place] in gold:
            places[place] = gold.index(text[place])
    places.setdefault(len(text), len(gold))
    return places
