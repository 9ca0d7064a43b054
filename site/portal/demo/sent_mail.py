"""Mails that the demo has sent: they lie in a folder, as no server takes them on."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from itertools import islice
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class SentMail:
    to: str
    subject: str
    date: str
    text: str


def sent_mail(limit: int = 20) -> list[SentMail]:
    """The mails sent last, the newest first."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", None) or "")
    if not folder.is_absolute() or not folder.is_dir():
        return []
    return list(islice(_newest_first(folder), limit))


def _newest_first(folder: Path) -> Iterator[SentMail]:
    files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    return (_read(path.read_bytes()) for path in reversed(files))


def _read(raw: bytes) -> SentMail:
    message = message_from_bytes(raw, policy=policy.default)
    body = message.get_body(preferencelist=("plain",))
    return SentMail(
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        date=str(message["Date"] or ""),
        text=body.get_content().strip() if body else "",
    )
