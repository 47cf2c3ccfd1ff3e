"""Two versions of a line: where they differ, and which places in them are the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher

from minent.errors import CorpusError

BYTE_ORDER_MARK = "\ufeff"
_SHOWN = 10
# Where a character was added beside its like, what stands around it decides which of them was.
_MARGIN = 1000


def offset_map(text: str, gold: str) -> Callable[[int], int]:
    """Return what takes places between characters of a text to those of its gold version.

    Parameters
    ----------
    text, gold : str
        Two versions of a line, without spaces.

    Returns
    -------
    function of int
        Place in `gold`; a negative number, different for each place, where there is none.

    Notes
    -----
    When both are equally long, characters were rewritten (half and full width), and places stay.
    Otherwise the longest stretch that both have is aligned, then those before and behind it; all
    but 1,000 characters of what both begin and end with are set aside before that. Worst case
    quadratic in what is left between.

    References
    ----------
    Ratcliff and Metzener (1988), Pattern matching: the gestalt approach.
    """
    if len(text) == len(gold):
        return lambda place: place
    begin = common_beginning(text, gold)
    end = max(common_beginning(text[begin:][::-1], gold[begin:][::-1]) - _MARGIN, 0)
    begin = max(begin - _MARGIN, 0)
    rest, moved = len(text) - end, len(gold) - len(text)
    between: dict[int, int] = {}
    matcher = SequenceMatcher(None, text[begin:rest], gold[begin : rest + moved], autojunk=False)
    for first, second, length in matcher.get_matching_blocks()[:-1]:  # the last is empty
        for step in range(length + 1):
            between.setdefault(begin + first + step, begin + second + step)

    def place(at: int) -> int:
        if at <= begin and begin:
            return at
        return between.get(at, at + moved if at >= rest else -1 - at)

    return place


def common_beginning(first: str, second: str) -> int:
    """Number of characters that two texts begin with alike."""
    least, most = 0, min(len(first), len(second))
    while least < most:  # comparing slices is quick, a loop over characters is not
        middle = (least + most + 1) // 2
        if first[least:middle] == second[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least


def difference_error(
    gold: str, found: str, names: tuple[str, str], number: int, totals: tuple[int, int]
) -> CorpusError:
    """Return the error for a line whose text without spaces is not the same in both files.

    Parameters
    ----------
    gold, found : str
        The line in the two files.
    names : tuple of str
        What the files are called.
    number : int
        Number of the line, from 1.
    totals : tuple of int
        Lines of the two files.
    """
    lines = [line.replace(BYTE_ORDER_MARK, "") for line in (gold, found)]
    texts = ["".join(line.split()) for line in lines]
    at = common_beginning(*texts)
    columns = [_column(line, at) for line in lines]
    shown = [_shown(text, at) for text in texts]
    message = (
        f"from column {columns[0]} on the text is not that of {names[1]} (column {columns[1]}): "
        f"{shown[0]}, there {shown[1]}; "
    )
    if totals[0] == totals[1]:
        message += "mend it, or use --align"
    else:
        message += f"a line is missing or cut, as the files have {totals[0]:,} and {totals[1]:,} lines"
    return CorpusError(message, source=names[0], line=number)


def _shown(text: str, at: int) -> str:
    """The text from a place on, shortened."""
    if at >= len(text):
        return "the end of the line"
    return repr(text[at : at + _SHOWN]) + ("..." if len(text) > at + _SHOWN else "")


def _column(line: str, at: int) -> int:
    """Column, from 1, of the character that has `at` others before it, spaces not counted."""
    for word in re.finditer(r"\S+", line):
        length = word.end() - word.start()
        if at < length:
            return word.start() + at + 1
        at -= length
    return len(line.rstrip()) + 1
