"""Everything that a procedure page prints, as a snapshot kept in the process.

A request asks one question, which version is in force; what that version says is kept
by its key and hash, so a corrected version is never served stale.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import NamedTuple

from django.db.models import CharField, DateField

from services_catalog.prepared import Asked, Question
from services_catalog.procedures.content import VersionContent
from services_catalog.procedures.content_reading import read_contents
from services_catalog.procedures.models import ProcedureVersion
from services_catalog.validity import in_force

# About 15 KB each; all records of a province fit, a runaway cache does not.
MAX_KEPT = 1024
# What a request asks of a version that was read before, in the order of `_Standing`.
_STANDING = (
    "pk",
    "content_hash",
    "valid_from",
    "valid_to",
    "procedure",
    "procedure__is_featured",
    "procedure__popularity",
    "procedure__life_events",
    "procedure__field__name",
    "procedure__field__name_en",
    "procedure__field__slug",
)
NATIONAL_CODE = re.compile(r"[0-9]\.[0-9]{6}")


@dataclass(frozen=True, slots=True)
class FieldFacts:
    name: str
    name_en: str
    slug: str


@dataclass(frozen=True, slots=True)
class ProcedureFacts:
    """A procedure as it stands on a day; `content` is what its version says."""

    code: str
    slug: str
    procedure_id: int
    version_id: int
    valid_from: date
    valid_to: date | None
    field: FieldFacts | None
    is_featured: bool
    popularity: int
    life_events: tuple[str, ...]
    content: VersionContent

    @property
    def name(self) -> str:
        return self.content.name


class _Kept:
    """The contents used last, by version and hash; and the codes ever asked for."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = Lock()
        self.codes: set[str] = set()
        self._contents: OrderedDict[tuple[int, str], VersionContent] = OrderedDict()

    def get(self, key: tuple[int, str]) -> VersionContent | None:
        with self._lock:
            content = self._contents.get(key)
            if content is not None:
                self._contents.move_to_end(key)
            return content

    def put(self, key: tuple[int, str], content: VersionContent) -> None:
        with self._lock:
            self._contents[key] = content
            self._contents.move_to_end(key)
            while len(self._contents) > self._size:
                self._contents.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._contents.clear()
            self.codes.clear()


_kept = _Kept(MAX_KEPT)


def forget_facts() -> None:
    """Empty this process's snapshots, as a fresh process has them."""
    _kept.clear()


def facts_of(code: str, on: date) -> ProcedureFacts | None:
    """The procedure with this national code that day, None if there is none.

    One query when its content is kept, three for a procedure that this process reads
    for the first time, four when its content has changed since.
    """
    if code not in _kept.codes:
        return facts_many([code], on).get(code)
    # Its texts are kept already; only whether they changed is asked.
    rows = _standing.ask(code=code, on=on)
    return _standing_facts(code, _Standing(*rows[0])) if rows else None


class _Standing(NamedTuple):
    version: int
    content_hash: str
    valid_from: date
    valid_to: date | None
    procedure: int
    is_featured: bool
    popularity: int
    life_events: list[str]
    field: str | None
    field_en: str
    field_slug: str


_standing = Question(
    ProcedureVersion,
    lambda: (
        ProcedureVersion.objects.filter(
            in_force(Asked("on", DateField())),
            procedure__code=Asked("code", CharField()),
        )
        .order_by("-valid_from")
        .values_list(*_STANDING)
    ),
)


def _standing_facts(code: str, row: _Standing) -> ProcedureFacts:
    content = _kept.get((row.version, row.content_hash))
    if content is None:
        content = _read(_versions([row.version]))[row.version]
    field = (
        FieldFacts(row.field, row.field_en, row.field_slug)
        if row.field is not None
        else None
    )
    return ProcedureFacts(
        code=code,
        slug=code.replace(".", "-"),
        procedure_id=row.procedure,
        version_id=row.version,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        field=field,
        is_featured=row.is_featured,
        popularity=row.popularity,
        life_events=tuple(row.life_events),
        content=content,
    )


def facts_many(codes: Iterable[str], on: date) -> dict[str, ProcedureFacts]:
    """The same for many codes, in the same number of queries; unknown ones are left
    out."""
    # What is typed into an address may hold anything, NUL too.
    wanted = [code for code in codes if NATIONAL_CODE.fullmatch(code)]
    if not wanted:
        return {}
    found = ProcedureVersion.objects.in_force(on).filter(procedure__code__in=wanted)
    versions = list(found.select_related("procedure__field"))
    contents = _contents(versions)
    return {
        version.procedure.code: _facts(version, contents[version.pk])
        for version in versions
    }


def _contents(versions: list[ProcedureVersion]) -> dict[int, VersionContent]:
    contents, missing = dict[int, VersionContent](), list[ProcedureVersion]()
    for version in versions:
        kept = _kept.get((version.pk, version.content_hash))
        if kept is None:
            missing.append(version)
        else:
            contents[version.pk] = kept
    if missing:
        contents |= _read(missing)
    return contents


def _read(versions: list[ProcedureVersion]) -> dict[int, VersionContent]:
    contents = read_contents(versions)
    for version in versions:
        _kept.put((version.pk, version.content_hash), contents[version.pk])
        _kept.codes.add(version.procedure.code)
    return contents


def _versions(keys: list[int]) -> list[ProcedureVersion]:
    found = ProcedureVersion.objects.filter(pk__in=keys)
    return list(found.select_related("procedure"))


def _facts(version: ProcedureVersion, content: VersionContent) -> ProcedureFacts:
    procedure = version.procedure
    field = procedure.field
    return ProcedureFacts(
        code=procedure.code,
        slug=procedure.slug,
        procedure_id=procedure.pk,
        version_id=version.pk,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        field=FieldFacts(field.name, field.name_en, field.slug) if field else None,
        is_featured=procedure.is_featured,
        popularity=procedure.popularity,
        life_events=tuple(procedure.life_events),
        content=content,
    )
