"""Whoever holds a copy learns whether it is true, and nothing that is not on it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from submissions.copies.services import printed
from submissions.dossiers.models import Dossier
from submissions.tracking.views import LOOK_UPS
from tests.integration.submissions.copies.conftest import PAPER

pytestmark = pytest.mark.django_db


def address_of_copy(dossier: Dossier) -> str:
    return f"/tra-cuu/{dossier.code}/ban-sao/{dossier.record.fingerprint}/"


def test_a_true_copy_is_confirmed_without_anything_personal(
    client: Client,
    dossier: Dossier,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    client.get("/tra-cuu/")
    # The record with its dossier, the diary; and whether the portals changed.
    with django_assert_num_queries(3):
        response = client.get(address_of_copy(dossier))

    page = response.content.decode()
    assert "Dấu vân số đúng" in page
    assert dossier.code in page
    assert "07/08/2026 22:15" in page
    for secret in ("Lan Anh", "046190001234", "Minh An", "0905123456"):
        assert secret not in page
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("fingerprint", ["0" * 64, "gia-mao"])
def test_another_fingerprint_and_another_code_look_alike(
    client: Client, dossier: Dossier, fingerprint: str
) -> None:
    true = dossier.record.fingerprint
    doors = [
        f"/tra-cuu/{dossier.code}/ban-sao/{fingerprint}/",
        f"/tra-cuu/H57.31.05-260601-9999/ban-sao/{true}/",
    ]
    for door in doors:
        response = client.get(door)
        assert response.status_code == 404
        assert "Không có bản sao này ở đây" in response.content.decode()


def test_a_record_that_was_changed_is_not_confirmed(
    client: Client, dossier: Dossier
) -> None:
    record = dossier.record
    record.text = record.text.replace("Minh An", "Minh Em")
    record.save()

    page = client.get(address_of_copy(dossier)).content.decode()

    assert "Bản ghi đã bị thay đổi" in page
    assert "Dấu vân số đúng" not in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("copy", "Tệp này chính là bản sao, không bị sửa."),
        ("paper", "Tệp này là giấy tờ của hồ sơ, không bị sửa."),
        ("changed", "không phải bản sao hay giấy tờ của hồ sơ"),
    ],
)
def test_a_file_is_compared_and_not_kept(
    client: Client, dossier: Dossier, given: str, said: str
) -> None:
    copy = printed(dossier.record).pdf.read()
    content = {"copy": copy, "paper": PAPER, "changed": copy + b"\n"}[given]

    response = client.post(
        address_of_copy(dossier), {"file": SimpleUploadedFile("a.pdf", content)}
    )

    assert said in response.content.decode()
    assert dossier.papers.count() == 1


def test_no_file_is_said_at_the_field(client: Client, dossier: Dossier) -> None:
    page = client.post(address_of_copy(dossier), {}).content.decode()

    assert "Hãy chọn tệp bản sao." in page
    assert 'href="#id_file"' in page


def test_guessing_is_slowed(client: Client, dossier: Dossier) -> None:
    for _ in range(LOOK_UPS.count):
        client.get(f"/tra-cuu/{dossier.code}/ban-sao/{'0' * 64}/")

    assert client.get(address_of_copy(dossier)).status_code == 429
