"""Where papers lie: a private folder or a bucket, walked and watched alike."""

import re
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.utils import timezone

from submissions.files.models import private_storage

_OURS = re.compile(r"([0-9a-f]{2}/[0-9a-f]{2}|ready)/[0-9a-f]{32}(_\w+)?")


def storage_health() -> dict[str, object]:
    """For `/readyz`: whether a file can be written, read again and removed."""
    storage = private_storage()
    try:
        name = storage.save(f"ready/{uuid.uuid4().hex}", ContentFile(b"ready"))
        with storage.open(name) as file:
            is_whole = file.read() == b"ready"
        storage.delete(name)
    except (ClientError, BotoCoreError, OSError) as error:
        return {"state": "failed", "reason": type(error).__name__}
    return {"state": "ok" if is_whole else "failed"}


def stored_files(storage: Storage) -> Iterator[tuple[str, datetime]]:
    """Every file with the moment it was written; a bucket tells them by the thousand,
    where folder by folder would be a call each."""
    if bucket := getattr(storage, "bucket", None):
        for found in bucket.objects.all():
            yield found.key, found.last_modified
    else:
        yield from _in_folder(storage, "")


def _in_folder(storage: Storage, folder: str) -> Iterator[tuple[str, datetime]]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return  # nothing was ever stored, or a sweep beside this one took it away
    for name in files:
        path = f"{folder}{name}"
        try:
            written = storage.get_modified_time(path)
        except FileNotFoundError:
            continue  # removed since the folder was listed
        yield path, written
    for name in folders:
        yield from _in_folder(storage, f"{folder}{name}/")


def is_ours(name: str) -> bool:
    """Whether papers are named like this: nothing else in a folder is touched."""
    return _OURS.fullmatch(name) is not None


def is_settled(written: datetime) -> bool:
    """Old enough that no request is still about to write its row."""
    return timezone.now() - written > timedelta(days=1)
