"""The demo's content as it stands in `data/`: lists in YAML, and the units in CSV."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"
# The demo's units, agencies and rules are in force from here on, and have no end.
SINCE = date(2020, 1, 1)

Row = dict[str, Any]


class ContentError(ValueError):
    """A file of the demo's content cannot be used; the message names the file."""


def read_list(name: str) -> list[Row]:
    """The rows of one YAML file, e.g. `news` or `procedures/ho-tich`."""
    path = DATA / f"{name}.yaml"
    rows = _parse(path)
    if not isinstance(rows, list):
        message = f"{path.name}: a list is expected."
        raise ContentError(message)
    return rows


def read_mapping(name: str) -> Row:
    """A YAML file that holds several things by name."""
    told = _parse(DATA / f"{name}.yaml")
    if not isinstance(told, dict):
        message = f"{name}.yaml: a mapping is expected."
        raise ContentError(message)
    return told


def read_folder(name: str) -> list[Any]:
    """What the YAML files of a folder hold, in the order of their names."""
    return [_parse(path) for path in sorted((DATA / name).glob("*.yaml"))]


def read_procedures() -> list[Row]:
    return [row for rows in read_folder("procedures") for row in rows]


def by_key(rows: Iterable[Row], key: str = "key") -> dict[str, Row]:
    return {row[key]: row for row in rows}


def portal_key(row: Row) -> str:
    """What a portal is named by in the files: its unit's code, or its agency's key."""
    return str(row.get("unit") or row["agency"])


def _parse(path: Path) -> Any:
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    try:
        return yaml.load(text, Loader=_LOADER)  # noqa: S506  # a safe loader, in C
    except yaml.YAMLError as error:
        message = f"{path.name}: {error}"
        raise ContentError(message) from error


# Five times as fast where libyaml is built in; both are the safe kind.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
