"""Trainings on disk: what a killed run goes on from, and the model at the end."""

from __future__ import annotations

import contextlib
import json
import pickle
import shutil
import zipfile
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from minent.atomic import atomic_write
from minent.errors import FormatError, OutputError
from minent.parse.models import import_torch, quiet

CHECKPOINT = "minent-checkpoint.pt"
_UNFINISHED = "minent-unfinished"
_LAST = "config.json"  # without it nothing loads the folder, so it comes last


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """The state of a training.

    Parameters
    ----------
    weights, optimiser : dict
        State of the model and of its optimiser.
    step, epoch, place : int
        Steps done, epoch, batches of the epoch that were taken.
    seconds : float
        Time spent.
    identity : dict
        What another run must share to go on from here: model, options and digest of the corpus.
    """

    weights: dict[str, Any]
    optimiser: dict[str, Any]
    step: int
    epoch: int
    place: int
    seconds: float
    identity: dict[str, Any]


def starting_folder(folder: Path) -> Path:
    """Make the folder of a training, or find the one of a run that did not end.

    Raises
    ------
    OutputError
        If something else is in it.
    """
    try:
        folder.mkdir(exist_ok=True)
        there = {path.name for path in folder.iterdir()}
    except OSError as error:
        raise OutputError(f"{folder}: cannot make the folder: {error.strerror or error}") from error
    if there and CHECKPOINT not in there and not there <= {_UNFINISHED}:
        raise OutputError(f"{folder}: holds files, but no training to go on with; name a new folder")
    return folder


def save_checkpoint(folder: Path, state: Checkpoint) -> None:
    """Write a checkpoint whole or not at all."""
    with atomic_write(folder / CHECKPOINT, "wb") as stream:
        import_torch().save({field.name: getattr(state, field.name) for field in fields(Checkpoint)}, stream)


def load_checkpoint(folder: Path, identity: dict[str, Any], device: Any) -> Checkpoint | None:
    """The checkpoint in a folder; None if there is none.

    Raises
    ------
    FormatError
        If it cannot be read or belongs to another training.
    """
    path = folder / CHECKPOINT
    if not path.exists():
        return None
    try:
        state = Checkpoint(**import_torch().load(path, map_location=device, weights_only=True))
    except (OSError, RuntimeError, TypeError, EOFError, pickle.UnpicklingError, zipfile.BadZipFile) as error:
        raise FormatError("not a checkpoint of minent mlm; remove the folder", path=str(path)) from error
    if _text(state.identity) != _text(identity):
        differ = [name for name in identity if _text(identity[name]) != _text(state.identity.get(name))]
        what = {"digest": "text", "model": "model", "options": "options"}[differ[0]]
        raise FormatError(f"the training in this folder has another {what}; name a new folder", path=str(path))
    return state


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def save_model(folder: Path, model: Any, tokenizer: Any) -> None:
    """Put a model in its folder and remove the checkpoint; a run killed in between does this again."""
    unfinished = folder / _UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        with quiet():
            model.save_pretrained(unfinished)
            tokenizer.save_pretrained(unfinished)
        for path in unfinished.iterdir():
            shutil.copymode(unfinished / _LAST, path)  # weights come without rights for others
        for path in sorted(unfinished.iterdir(), key=lambda path: (path.name == _LAST, path.name)):
            path.replace(folder / path.name)
        unfinished.rmdir()
    except OSError as error:
        raise OutputError(f"{folder}: cannot save the model: {error.strerror or error}") from error
    with contextlib.suppress(FileNotFoundError):
        (folder / CHECKPOINT).unlink()
