"""Mails as the demo's backend leaves them, read back."""

import os
from pathlib import Path

import pytest
from django.core.mail import EmailMessage

from portal.demo.sent_mail import sent_mail
from submissions.notifications.mail_folder import EmailBackend


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def send(folder: Path, *subjects: str) -> None:
    """One after the other, a second apart."""
    for second, subject in enumerate(subjects):
        known = set(folder.iterdir())
        mail = EmailMessage(subject, "Hồ sơ đã tiếp nhận.", to=["citizen@example.vn"])
        EmailBackend().send_messages([mail])
        (path,) = set(folder.iterdir()) - known
        os.utime(path, (second, second))


def test_mails_are_read_newest_first(folder: Path) -> None:
    send(folder, "Đã nhận hồ sơ", "Có kết quả")

    mails = sent_mail()

    assert [mail.subject for mail in mails] == ["Có kết quả", "Đã nhận hồ sơ"]
    assert mails[0].text == "Hồ sơ đã tiếp nhận."
    assert mails[0].to == "citizen@example.vn"


def test_only_the_last_are_read(folder: Path) -> None:
    send(folder, "a", "b", "c")

    assert [mail.subject for mail in sent_mail(limit=2)] == ["c", "b"]


def test_without_a_folder_there_are_none(folder: Path, settings) -> None:
    settings.EMAIL_FILE_PATH = folder / "not yet"
    assert sent_mail() == []

    settings.EMAIL_FILE_PATH = None
    assert sent_mail() == []
