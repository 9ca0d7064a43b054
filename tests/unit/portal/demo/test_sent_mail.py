"""Mails as the file backend leaves them, read back."""

from pathlib import Path

from django.core.mail import EmailMessage, get_connection

from portal.demo.sent_mail import sent_mail


def send(folder: Path, *subjects: str) -> None:
    backend = get_connection(
        "django.core.mail.backends.filebased.EmailBackend", file_path=str(folder)
    )
    backend.send_messages(
        [
            EmailMessage(subject, "Hồ sơ đã tiếp nhận.", to=["citizen@example.vn"])
            for subject in subjects
        ]
    )


def test_mails_are_read_newest_first(tmp_path: Path, settings) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    send(tmp_path, "Đã nhận hồ sơ", "Có kết quả")

    mails = sent_mail()

    assert [mail.subject for mail in mails] == ["Có kết quả", "Đã nhận hồ sơ"]
    assert mails[0].text == "Hồ sơ đã tiếp nhận."
    assert mails[0].to == "citizen@example.vn"


def test_only_the_last_are_read(tmp_path: Path, settings) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    send(tmp_path, "a", "b", "c")

    assert [mail.subject for mail in sent_mail(limit=2)] == ["c", "b"]


def test_without_a_folder_there_are_none(tmp_path: Path, settings) -> None:
    settings.EMAIL_FILE_PATH = None
    assert sent_mail() == []

    settings.EMAIL_FILE_PATH = tmp_path / "not yet"
    assert sent_mail() == []
