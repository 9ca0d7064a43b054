"""The printed copy: PDF/A, complete, made once, opened by its own people."""

import hashlib
import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from outbox.models import OutboxMessage
from outbox.worker import drain
from services_catalog.staff.models import Role
from services_catalog.staff.services import assign
from submissions.copies.document import check_address, pdf_of
from submissions.copies.models import SubmissionRecord
from submissions.copies.services import TOPIC, printed
from submissions.dossiers.access import AccessLog
from submissions.dossiers.models import Dossier
from submissions.receipts.tokens import receipt_token_of
from tests.factories.accounts import UserFactory
from tests.factories.dossiers import DossierFactory
from tests.integration.submissions.copies.conftest import PAPER, submitted
from tests.verapdf import judged

pytestmark = pytest.mark.django_db


def words_in(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def desk_officer(dossier: Dossier) -> Any:
    user = UserFactory(staff=True)
    assign(
        user=user,
        role=Role.ONE_STOP_OFFICER,
        agency=dossier.competent_agency,
        valid_from=date(2020, 1, 1),
    )
    return user


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_copies_are_pdf_a_whatever_was_typed(tmp_path: Path) -> None:
    plain, strange = submitted(), submitted("山田 太郎 " + "ẵ" * 150)
    files = []
    for dossier in (plain, strange):
        files.append(tmp_path / f"{dossier.code}.pdf")
        files[-1].write_bytes(printed(dossier.record).pdf.read())

    verdicts = judged(files).splitlines()

    assert verdicts == [f"PASS {file} 2u" for file in files]
    assert "[U+5C71][U+7530]" in words_in(files[1].read_bytes())


def test_the_judge_fails_what_is_no_pdf_a(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(PAPER)

    assert judged([file]).startswith(f"FAIL {file}")


def test_it_says_all_that_was_submitted(dossier: Dossier) -> None:
    record = dossier.record
    words = words_in(printed(record).pdf.read())

    for said in (
        dossier.code,
        "UBND PHƯỜNG PHÚ BÀI",
        "07/08/2026 22:15:00",
        "Trần Thị Lan Anh",
        "046190001234",
        "Nguyễn Lê Minh An",
        "Cơ quan được kiểm tra nơi cư trú của tôi.",
        "chung-sinh.pdf · SHA-256 ",
        record.fingerprint[:8],
    ):
        assert said in words


def test_it_is_printed_once_by_the_outbox_and_equal_bytes_each_time(
    dossier: Dossier,
) -> None:
    assert OutboxMessage.objects.filter(topic=TOPIC).count() == 1
    drain()

    record = SubmissionRecord.objects.get()
    first = record.pdf.read()
    assert record.pdf_sha256 == hashlib.sha256(first).hexdigest()
    assert record.pdf_size == len(first)
    assert printed(record).pdf.name == record.pdf.name
    assert record.pdf.name.startswith("copies/")
    assert pdf_of(json.loads(record.text), record.fingerprint) == first


def test_the_owner_opens_it_by_receipt_account_and_api(client: Client) -> None:
    user = UserFactory()
    dossier = submitted(user=user)
    receipt = f"/bien-nhan/{receipt_token_of(dossier.public_id)}/"
    own = f"/cua-toi/ho-so/{dossier.code}/"

    by_receipt = client.get(f"{receipt}ban-sao/")
    content = content_of(by_receipt)
    client.force_login(user)
    by_account = content_of(client.get(f"{own}ban-sao/"))
    by_api = content_of(client.get(f"/api/v1/dossiers/{dossier.code}/copy/"))

    assert content.startswith(b"%PDF-1.7")
    assert content == by_account == by_api
    assert by_receipt["Content-Type"] == "application/pdf"
    assert f'filename="{dossier.code}.pdf"' in by_receipt["Content-Disposition"]
    assert "no-store" in by_receipt["Cache-Control"]
    assert f'href="{receipt}ban-sao/"' in client.get(receipt).content.decode()
    assert f'href="{own}ban-sao/"' in client.get(own).content.decode()
    assert not AccessLog.objects.exists()


def test_staff_of_the_desk_open_it_and_are_written_down(client: Client) -> None:
    dossier = submitted()
    officer = desk_officer(dossier)
    client.force_login(officer)

    response = client.get(f"/quan-tri/ho-so/{dossier.code}/ban-sao/")

    assert content_of(response).startswith(b"%PDF-1.7")
    logged = AccessLog.objects.values_list("user", "dossier", "kind")
    assert list(logged) == [(officer.pk, dossier.pk, "paper")]


def test_nobody_else_opens_it(client: Client, dossier: Dossier) -> None:
    doors = [
        f"/cua-toi/ho-so/{dossier.code}/ban-sao/",
        f"/quan-tri/ho-so/{dossier.code}/ban-sao/",
        f"/api/v1/dossiers/{dossier.code}/copy/",
    ]
    anonymous = [client.get(door).status_code for door in doors]
    assert anonymous == [302, 302, 404]
    assert client.get("/bien-nhan/doan/ban-sao/").status_code == 404
    client.force_login(UserFactory())
    assert [client.get(door).status_code for door in doors] == [404, 302, 404]
    client.force_login(desk_officer(DossierFactory()))
    assert [client.get(door).status_code for door in doors] == [404, 404, 404]
    assert not SubmissionRecord.objects.exclude(pdf="").exists()


def test_a_dossier_that_was_not_submitted_here_has_no_copy(client: Client) -> None:
    dossier = DossierFactory()
    receipt = f"/bien-nhan/{receipt_token_of(dossier.public_id)}/"

    assert "ban-sao" not in client.get(receipt).content.decode()
    assert client.get(f"{receipt}ban-sao/").status_code == 404


def test_the_code_of_the_copy_leads_to_its_own_page(dossier: Dossier) -> None:
    address = check_address(dossier.code, dossier.record.fingerprint)

    path = f"/tra-cuu/{dossier.code}/ban-sao/{dossier.record.fingerprint}/"
    assert address == f"http://testserver{path}"
