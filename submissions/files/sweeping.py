"""Papers that nothing belongs to: files whose row was rolled back or lost, and rows
whose draft or dossier is gone."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from submissions.files.models import Paper, private_storage
from submissions.files.services import delete_files
from submissions.files.storing import is_ours, is_settled, stored_files

BATCH = 500
Bar = Callable[[Iterable[Any]], Iterable[Any]]


@dataclass(slots=True)
class Swept:
    """How many of each were found, and deleted unless it was a rehearsal."""

    files: int = 0
    papers: int = 0


def sweep_papers(*, is_rehearsal: bool, bar: Bar) -> Swept:
    """Delete what nothing belongs to, once it is a day old; may be stopped any time."""
    swept = Swept()
    storage = private_storage()
    for name in _files_without_row(bar(stored_files(storage))):
        swept.files += 1
        if not is_rehearsal:
            storage.delete(name)
    for paper in bar(_rows_without_owner().iterator(BATCH)):
        swept.papers += 1
        if not is_rehearsal:
            _delete(paper)
    return swept


def _files_without_row(files: Iterable[tuple[str, Any]]) -> Iterator[str]:
    settled = (name for name, written in files if is_ours(name) and is_settled(written))
    while batch := list(islice(settled, BATCH)):
        known = set(Paper.objects.filter(file__in=batch).values_list("file", flat=True))
        yield from (name for name in batch if name not in known)


def _rows_without_owner() -> QuerySet[Paper]:
    yesterday = timezone.now() - timedelta(days=1)
    return Paper.objects.filter(
        draft__isnull=True, dossier__isnull=True, uploaded_at__lt=yesterday
    )


@transaction.atomic
def _delete(paper: Paper) -> None:
    delete_files([paper])
    paper.delete()
