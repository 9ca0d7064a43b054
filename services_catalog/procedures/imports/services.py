"""Entering a list of procedures; a second run changes nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from services_catalog.fields.models import Field
from services_catalog.procedures.content import VersionContent, content_of
from services_catalog.procedures.everyday.reading import Everyday, shipped
from services_catalog.procedures.everyday.services import Filled, fill_phrases
from services_catalog.procedures.imports.cleaning import clean
from services_catalog.procedures.imports.contents import content_from
from services_catalog.procedures.imports.derived import departments, write_offerings
from services_catalog.procedures.imports.fields import fields_by_name
from services_catalog.procedures.imports.offers import derive_offerings
from services_catalog.procedures.imports.readers import Read, read_file
from services_catalog.procedures.imports.records import SourceRecord, UnreadableLine
from services_catalog.procedures.imports.report import (
    ImportReport,
    Outcome,
    RecordReport,
)
from services_catalog.procedures.models import Procedure, ProcedureVersion
from services_catalog.procedures.rows import BATCH
from services_catalog.procedures.services import end_procedures, publish_versions

# Wraps what is worked through, to show how far it got; takes a title.
Progress = Callable[[Iterable[Read], str], Iterable[Read]]
# What no list tells and editors write: an import carries it over.
_EDITORS_OWN = ("name_en", "summary", "phrases")
_UNTOLD = Everyday(phrases=(), popularity=0)


@dataclass(slots=True)
class _Entry:
    """A record on its way in."""

    record: SourceRecord
    content: VersionContent
    report: RecordReport
    procedure: Procedure


def import_procedures(
    path: Path,
    *,
    valid_from: date,
    dry_run: bool = False,
    deactivate_missing: bool = False,
    keep_known: bool = False,
    progress: Progress = lambda items, _title: items,
) -> ImportReport:
    """Enter a list of procedures as it stands on a day.

    `deactivate_missing` ends what an earlier list brought and this one lacks;
    `keep_known` leaves procedures that the catalogue has as they are. A dry run reports
    the same and writes nothing.
    """
    report = ImportReport()
    records = _readable(progress(read_file(path), path.name), report)
    with transaction.atomic():
        run = _Import(valid_from, report, keep_known=keep_known)
        run.enter(records)
        if deactivate_missing:
            run.end_missing({record.code for record in records})
        if dry_run:
            transaction.set_rollback(True)
    report.records.sort(key=lambda one: one.line)
    return report


def _readable(lines: Iterable[Read], report: ImportReport) -> list[SourceRecord]:
    """The records of a list; what cannot be read, or comes twice, is refused."""
    records: dict[str, SourceRecord] = {}
    for one in lines:
        if isinstance(one, UnreadableLine):
            reason = one.reason
        elif one.code in records:
            reason = f"code: it stands in line {records[one.code].line} too."
        else:
            records[one.code] = one
            continue
        report.records.append(
            RecordReport(one.line, one.code, Outcome.REFUSED, reason=reason)
        )
    return list(records.values())


class _Import:
    """One run over one list, with what the catalogue holds on its day."""

    def __init__(self, day: date, report: ImportReport, *, keep_known: bool) -> None:
        self.day = day
        self.report = report
        self.keep_known = keep_known
        self.everyday = shipped()
        self.filled = Filled()
        self.procedures = {one.code: one for one in Procedure.objects.all()}
        self.versions: dict[int, ProcedureVersion] = {}

    def enter(self, records: Sequence[SourceRecord]) -> None:
        if not self.keep_known:
            codes = {record.code for record in records}
            self.filled = fill_phrases(self.everyday, on=self.day, codes=codes)
        self.versions = {
            version.procedure_id: version
            for version in ProcedureVersion.objects.in_force(self.day).only(
                "procedure", "content_hash", *_EDITORS_OWN
            )
        }
        entries = [entry for record in records if (entry := self._entry(record))]
        fields = fields_by_name(entry.record.field for entry in entries)
        moved = self._set_fields(entries, fields)
        new = [entry.procedure for entry in entries if entry.procedure.pk is None]
        Procedure.objects.bulk_create(new, batch_size=BATCH)
        self._judge(entries, moved)
        publish_versions(
            [
                (entry.procedure, entry.content)
                for entry in entries
                if entry.report.outcome != Outcome.UNCHANGED
            ],
            valid_from=self.day,
        )
        self._derive(entries)

    def _entry(self, record: SourceRecord) -> _Entry | None:
        report = RecordReport(record.line, record.code, Outcome.ADDED)
        self.report.records.append(report)
        procedure = self.procedures.get(record.code)
        if procedure and self.keep_known:
            report.outcome = Outcome.LEFT
            return None
        cleaned, rules = clean(record)
        content, more = content_from(cleaned)
        report.rules = (*rules, *more)
        told = self.everyday.get(record.code, _UNTOLD)
        if procedure is None:
            procedure = Procedure(
                code=record.code,
                source=cleaned.source[:255],
                popularity=told.popularity,
            )
        version = self.versions.get(procedure.pk or 0)
        if version is None:
            content = replace(content, phrases=told.phrases)
            report.phrases_filled = bool(told.phrases)
        else:
            content = _with_editors_own(content, version)
            report.phrases_filled = record.code in self.filled.phrases
        return _Entry(cleaned, content, report, procedure)

    def _set_fields(self, entries: list[_Entry], fields: dict[str, Field]) -> set[str]:
        """Put procedures under their fields; the codes of those that moved."""
        moved = []
        for entry in entries:
            field = fields.get(entry.record.field)
            if field is None or entry.procedure.field_id == field.pk:
                continue
            entry.procedure.field = field
            if entry.procedure.pk is not None:
                moved.append(entry.procedure)
        Procedure.objects.bulk_update(moved, ["field"], batch_size=BATCH)
        return {procedure.code for procedure in moved}

    def _judge(self, entries: list[_Entry], moved: set[str]) -> None:
        """Say of each record whether it is new, changed and in what, or unchanged."""
        changed = []
        for entry in entries:
            version = self.versions.get(entry.procedure.pk or 0)
            if version is None:
                continue
            says_else = version.content_hash != entry.content.content_hash()
            if says_else:
                changed.append(entry)
            names = (
                ("field", entry.procedure.code in moved),
                ("phrases", entry.report.phrases_filled),
            )
            entry.report.fields = tuple(name for name, differs in names if differs)
            is_same = not says_else and not entry.report.fields
            entry.report.outcome = Outcome.UNCHANGED if is_same else Outcome.CHANGED
        for start in range(0, len(changed), BATCH):
            self._name_differences(changed[start : start + BATCH])

    def _name_differences(self, entries: list[_Entry]) -> None:
        keys = [self.versions[entry.procedure.pk].pk for entry in entries]
        read = ProcedureVersion.objects.with_facts().filter(pk__in=keys)
        before = {version.procedure_id: content_of(version) for version in read}
        for entry in entries:
            names = before[entry.procedure.pk].differing_fields(entry.content)
            entry.report.fields = (*entry.report.fields, *names)

    def _derive(self, entries: list[_Entry]) -> None:
        known = departments(self.day)
        derived = {
            entry.procedure.pk: (
                entry.record.level,
                derive_offerings(entry.record, known),
            )
            for entry in entries
        }
        procedures = {entry.procedure.pk: entry.procedure for entry in entries}
        made = write_offerings(derived, procedures, on=self.day)
        for entry in entries:
            entry.report.offerings = made.get(entry.procedure.pk, ())

    def end_missing(self, named: set[str]) -> None:
        """End what an earlier list brought and this one lacks; our own texts stay."""
        missing = Procedure.objects.in_force(self.day).filter(~Q(source=""))
        begun = ProcedureVersion.objects.in_force(self.day).filter(
            valid_from__lt=self.day
        )
        can_end = set(begun.values_list("procedure", flat=True))
        ending = []
        for procedure in missing:
            if procedure.code in named:
                continue
            entry = RecordReport(0, procedure.code, Outcome.ENDED)
            if procedure.pk in can_end:
                ending.append(procedure)
            else:
                entry.outcome = Outcome.REFUSED
                entry.reason = "it began that very day and cannot end on it."
            self.report.records.append(entry)
        end_procedures(ending, on=self.day)


def _with_editors_own(
    content: VersionContent, version: ProcedureVersion
) -> VersionContent:
    """The list's content with what editors wrote beside the list before it."""
    return replace(
        content,
        name_en=version.name_en,
        summary=version.summary,
        phrases=tuple(version.phrases),
    )
