"""Reading JSON Lines, CSV and XLSX; a broken line is named and loses nothing else."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from services_catalog.procedures.imports.headers import column_of, tier_of
from services_catalog.procedures.imports.records import (
    TIERS,
    RecordError,
    SourcePaper,
    SourceRecord,
    UnreadableLine,
)

Read = SourceRecord | UnreadableLine
_CODE = re.compile(r"\d\.\d{6}")
# A cell of a clerk's list may hold several things: one a line, or between semicolons.
_SEPARATOR = re.compile(r"\s*[;\n]\s*")


class UnreadableFileError(ValueError):
    """The file is of no kind that can be read, or lacks columns that it needs."""


def read_file(path: Path) -> Iterator[Read]:
    """All lines of a list of procedures by the ending of its name."""
    readers: dict[str, Callable[[Path], Iterator[Read]]] = {
        ".jsonl": read_jsonl,
        ".csv": read_csv,
        ".xlsx": read_xlsx,
    }
    try:
        reader = readers[path.suffix.lower()]
    except KeyError:
        message = f"{path.name} is neither .jsonl, .csv nor .xlsx."
        raise UnreadableFileError(message) from None
    return reader(path)


def read_jsonl(path: Path) -> Iterator[Read]:
    """One JSON object a line, with the keys of the national records."""
    with path.open("rb") as file:
        for line, raw in enumerate(file, start=1):
            if raw.strip():
                yield _guarded(line, partial(_from_json, raw, line))


def read_csv(path: Path) -> Iterator[Read]:
    """A table with a heading in Vietnamese or English, in UTF-8."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _read_table(csv.reader(file))
    except UnicodeDecodeError:
        message = f"{path.name} is not in UTF-8; save it as 'CSV UTF-8'."
        raise UnreadableFileError(message) from None


def read_xlsx(path: Path) -> Iterator[Read]:
    """The first sheet of a workbook, with a heading in Vietnamese or English."""
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, OSError) as error:
        message = f"{path.name} is no workbook: {error}"
        raise UnreadableFileError(message) from error
    try:
        yield from _read_table(book.worksheets[0].iter_rows(values_only=True))
    finally:
        book.close()


def _guarded(line: int, read: Callable[[], SourceRecord]) -> Read:
    try:
        return read()
    except RecordError as error:
        code, _sep, reason = str(error).rpartition("|")
        return UnreadableLine(line, code, reason)


def _from_json(raw: bytes, line: int) -> SourceRecord:
    try:
        values = json.loads(raw)
    except ValueError as error:
        message = f"it is no JSON: {error}"
        raise RecordError(message) from error
    if not isinstance(values, dict):
        message = "it is no JSON object."
        raise RecordError(message)
    code = _checked_code(values.get("code"))
    try:
        return SourceRecord(
            line=line,
            code=code,
            name=_checked_name(_text(values, "name")),
            tiers=_checked_tiers(_texts(values, "level")),
            field=_text(values, "field"),
            agency=_text(values, "agency"),
            audiences=_texts(values, "audience"),
            steps=_text(values, "steps"),
            papers=tuple(_paper(one) for one in values.get("documents") or ()),
            fees=_text(values, "fees"),
            time_limit=_text(values, "time_limit"),
            result=_text(values, "result"),
            requirements=_text(values, "requirements"),
            legal_bases=_texts(values, "legal_basis"),
            ministry=_text(values, "ministry"),
            decision=_text(values, "decision_no"),
            source=_text(values, "source"),
        )
    except RecordError as error:
        message = f"{code}|{error}"
        raise RecordError(message) from error


def _text(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        message = f"{key}: a text is expected, not {type(value).__name__}."
        raise RecordError(message)
    return value.replace("\x00", "")


def _texts(values: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = values.get(key)
    if not value:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(one.replace("\x00", "") for one in value)
    message = f"{key}: a list of texts is expected."
    raise RecordError(message)


def _paper(value: Any) -> SourcePaper:
    if not isinstance(value, dict) or not _text(value, "name").strip():
        message = "documents: a paper without a name."
        raise RecordError(message)
    return SourcePaper(
        name=_text(value, "name"),
        quantity=_text(value, "quantity"),
        case=_text(value, "case"),
        form=_text(value, "form"),
    )


def _checked_code(value: Any) -> str:
    code = value.strip() if isinstance(value, str) else ""
    if not _CODE.fullmatch(code):
        message = f"code: {value!r} is no national code such as 1.001193."
        raise RecordError(message)
    return code


def _checked_name(name: str) -> str:
    if not name.strip():
        message = "name: it is empty."
        raise RecordError(message)
    return name


def _checked_tiers(tiers: tuple[str, ...]) -> tuple[str, ...]:
    for tier in tiers:
        if tier not in TIERS:
            message = f"level: {tier!r} is none of {', '.join(TIERS)}."
            raise RecordError(message)
    return tiers


def _read_table(rows: Iterable[Iterable[Any]]) -> Iterator[Read]:
    lines = enumerate(rows, start=1)
    columns: dict[int, str] = {}
    for _line, row in lines:
        columns = {
            place: name
            for place, cell in enumerate(row)
            if (name := column_of(str(cell or "")))
        }
        # Clerks put a title above the heading; the heading is the row that has both.
        if {"code", "name"} <= set(columns.values()):
            break
    else:
        message = "No row names the columns 'Mã thủ tục' and 'Tên thủ tục'."
        raise UnreadableFileError(message)
    for line, row in lines:
        cells = list(row)
        values = {
            name: _cell(cells[place], name)
            for place, name in columns.items()
            if place < len(cells)
        }
        if any(values.values()):
            yield _guarded(line, partial(_from_cells, values, line))


def _cell(value: Any, column: str) -> str:
    # A spreadsheet takes 1.001190 for a number and forgets its last zero.
    if column == "code" and isinstance(value, float):
        return f"{value:.6f}"
    return "" if value is None else str(value).replace("\x00", "").strip()


def _from_cells(values: Mapping[str, str], line: int) -> SourceRecord:
    def several(name: str) -> tuple[str, ...]:
        return tuple(one for one in _SEPARATOR.split(values.get(name, "")) if one)

    code = _checked_code(values["code"])
    try:
        return SourceRecord(
            line=line,
            code=code,
            name=_checked_name(values["name"]),
            tiers=_checked_tiers(tuple(tier_of(one) for one in several("tiers"))),
            papers=tuple(SourcePaper(name=one) for one in several("papers")),
            audiences=several("audiences"),
            legal_bases=several("legal_bases"),
            level=_level(values.get("level", "")),
            **{
                name: values.get(name, "")
                for name in (
                    "field",
                    "agency",
                    "steps",
                    "fees",
                    "time_limit",
                    "result",
                    "requirements",
                    "ministry",
                    "decision",
                )
            },
            source=values.get("source") or "danh mục nhập tay",
        )
    except RecordError as error:
        message = f"{code}|{error}"
        raise RecordError(message) from error


def _level(text: str) -> int:
    digits = re.findall(r"\d", text)
    if not text:
        return 0
    if len(digits) == 1 and digits[0] in "1234":
        return int(digits[0])
    message = f"level of service: {text!r} is none of 1, 2, 3, 4."
    raise RecordError(message)
