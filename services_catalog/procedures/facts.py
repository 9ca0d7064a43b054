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

from services_catalog.procedures.content import VersionContent
from services_catalog.procedures.content_reading import read_contents
from services_catalog.procedures.models import ProcedureVersion

# About 15 KB each; all records of a province fit, a runaway cache does not.
MAX_KEPT = 1024
_LIGHT = (
    "valid_from",
    "valid_to",
    "content_hash",
    "procedure__code",
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
    return facts_many([code], on).get(code)


def facts_many(codes: Iterable[str], on: date) -> dict[str, ProcedureFacts]:
    """The same for many codes, in the same number of queries; unknown ones are left
    out."""
    # What is typed into an address may hold anything, NUL too.
    wanted = [code for code in codes if NATIONAL_CODE.fullmatch(code)]
    if not wanted:
        return {}
    found = ProcedureVersion.objects.in_force(on).filter(procedure__code__in=wanted)
    found = found.select_related("procedure__field")
    if _kept.codes.issuperset(wanted):
        # Their texts are kept already; only whether they changed is asked.
        found = found.only(*_LIGHT)
    versions = list(found)
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
    if any(version.get_deferred_fields() for version in versions):
        keys = [version.pk for version in versions]
        versions = list(
            ProcedureVersion.objects.filter(pk__in=keys).select_related("procedure")
        )
    contents = read_contents(versions)
    for version in versions:
        _kept.put((version.pk, version.content_hash), contents[version.pk])
        _kept.codes.add(version.procedure.code)
    return contents


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
