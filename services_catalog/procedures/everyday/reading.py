"""A file of everyday phrases: read whole, or refused with the entry named."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "everyday_phrases.yaml"
# A prior of ranking by how many need it in a year, told in the head of the file. It
# stops below 100, so that an editor can still put something before everything else.
POPULARITY = {1: 10, 2: 20, 3: 40, 4: 60, 5: 80}
_CODE = re.compile(r"\d\.\d{6}")
_PARTS = {"about", "codes", "demand", "phrases"}


class EverydayPhrasesError(ValueError):
    """A file cannot be used; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class Everyday:
    """What people say for a procedure, and how popular it therefore is."""

    phrases: tuple[str, ...]
    popularity: int


def read_everyday(path: Path) -> Mapping[str, Everyday]:
    """What a file tells, by national code."""
    try:
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        rows = yaml.load(text, Loader=_LOADER)  # noqa: S506  # a safe loader, in C
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        message = f"{path.name}: {error}"
        raise EverydayPhrasesError(message) from error
    if not isinstance(rows, list):
        message = f"{path.name}: a list is expected."
        raise EverydayPhrasesError(message)
    told: dict[str, Everyday] = {}
    for number, row in enumerate(rows, start=1):
        for problem in _problems(row, told):
            message = f"{path.name}, entry {number}: {problem}"
            raise EverydayPhrasesError(message)
        everyday = Everyday(tuple(row["phrases"]), POPULARITY[row["demand"]])
        told.update(dict.fromkeys(row["codes"], everyday))
    return told


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Everyday]:
    """What came with the portal."""
    return read_everyday(SHIPPED)


def _problems(row: Any, told: Mapping[str, Everyday]) -> Iterator[str]:
    if not isinstance(row, dict) or set(row) != _PARTS:
        yield f"it is a mapping of {', '.join(sorted(_PARTS))}."
        return
    for part in ("codes", "phrases"):
        if not _is_list_of_texts(row[part]):
            yield f"{part}: a list of texts in quotes is expected."
            return
    for code in row["codes"]:
        if not _CODE.fullmatch(code):
            yield f"codes: {code} is no national code."
        elif code in told:
            yield f"codes: {code} stands in another entry too."
    # A truth value is a number to Python and no answer here.
    if type(row["demand"]) is not int or row["demand"] not in POPULARITY:
        yield "demand: a number from 1 to 5 is expected."


def _is_list_of_texts(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, str) and bool(one.strip()) for one in value)
    )


# Many times as fast where libyaml is built in; both are the safe kind.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
