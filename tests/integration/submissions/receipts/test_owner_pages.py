"""The owner's pages: by the receipt's secret, by the account, by nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from submissions.dossiers.lifecycle import DossierStatus
from submissions.dossiers.models import Dossier, SupplementRequest
from submissions.files.models import Paper
from submissions.receipts.access import WRONG_LINKS
from submissions.receipts.tokens import receipt_token_of
from tests.factories.accounts import UserFactory
from tests.factories.dossiers import DossierFactory, officer_of
from tests.factories.papers import pdf

pytestmark = pytest.mark.django_db
PDF = pdf()


def receipt_of(dossier: Dossier) -> str:
    return f"/bien-nhan/{receipt_token_of(dossier.public_id)}/"


def ask_for_papers(dossier: Dossier) -> SupplementRequest:
    Dossier.objects.filter(pk=dossier.pk).update(status=DossierStatus.SUPPLEMENT)
    return SupplementRequest.objects.create(
        dossier=dossier,
        before_acceptance=True,
        reason="Chị bổ sung giúp.",
        items=[{"name": "Giấy chứng sinh", "reason": "Ảnh bị mờ."}],
        requested_by=officer_of(dossier),
        requested_at=timezone.now() - timedelta(hours=1),
        answer_by=timezone.now() + timedelta(days=20),
    )


def test_the_receipt_shows_code_qr_and_what_happens_next(client: Client) -> None:
    dossier = DossierFactory()

    response = client.get(receipt_of(dossier))

    page = response.content.decode()
    assert response.status_code == 200
    assert dossier.code.split("-")[0].split(".")[0] in page
    assert "<svg" in page
    assert "nm-qr" in page
    assert dossier.procedure_version.name in page
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert " style=" not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize(
    ("status", "outcome", "kind"),
    [
        ("not_accepted", "", "bad"),
        ("supplement", "", "warn"),
        ("processing", "", "brand"),
        ("returned", "granted", "ok"),
        ("returned", "refused", "info"),
    ],
)
def test_what_went_ill_is_not_shown_as_if_it_went_well(
    client: Client, status: str, outcome: str, kind: str
) -> None:
    dossier = DossierFactory(status=status, outcome=outcome)

    head = client.get(receipt_of(dossier)).content.decode().split("<h1")[0]

    assert f'<span class="nm-tag nm-tag--{kind}">' in head
    assert "nm-receipt__head--new" not in head


def test_a_foreigner_reads_names_in_english_where_there_are_any(
    client: Client,
) -> None:
    dossier = DossierFactory(
        procedure_version__name_en="Birth registration",
        competent_agency__name_en="People's Committee of Phu Bai Ward",
    )

    page = client.get(f"/en{receipt_of(dossier)}").content.decode()

    assert "Birth registration" in page
    assert "People&#x27;s Committee of Phu Bai Ward" in page
    assert dossier.procedure_version.name not in page
    assert "Waiting for acceptance" in page


def test_a_wrong_secret_is_no_address_and_guessing_is_slowed(client: Client) -> None:
    dossier = DossierFactory()
    assert client.get("/bien-nhan/doan-mo/").status_code == 404
    for number in range(WRONG_LINKS.count):
        client.get(f"/bien-nhan/doan-{number}/")

    assert client.get("/bien-nhan/doan-nua/").status_code == 429
    assert client.get(receipt_of(dossier)).status_code == 429


def test_an_owner_may_look_as_often_as_they_like(client: Client) -> None:
    url = receipt_of(DossierFactory())

    statuses = {client.get(url).status_code for _ in range(WRONG_LINKS.count + 5)}

    assert statuses == {200}


def test_the_account_lists_ones_own_dossiers_only(client: Client) -> None:
    user, other = UserFactory(), UserFactory()
    mine, theirs = DossierFactory(user=user), DossierFactory(user=other)
    client.force_login(user)

    page = client.get("/cua-toi/").content.decode()

    assert mine.code in page
    assert theirs.code not in page
    assert client.get(f"/cua-toi/ho-so/{mine.code}/").status_code == 200
    assert client.get(f"/cua-toi/ho-so/{theirs.code}/").status_code == 404


def test_the_account_takes_the_same_queries_for_one_dossier_and_for_many(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    user = UserFactory()
    client.force_login(user)
    DossierFactory.create_batch(12, user=user)
    client.get("/cua-toi/")

    with django_assert_max_num_queries(8):
        client.get("/cua-toi/")


@pytest.mark.parametrize(
    "path", ["", "tin-nhan/", "giay-to/", "ho-so-ca-nhan/", "ho-so/H57.12-260601-0001/"]
)
def test_strangers_are_asked_to_sign_in(client: Client, path: str) -> None:
    response = client.get(f"/cua-toi/{path}")

    assert response.status_code == 302
    assert response["Location"].startswith("/dang-nhap/?next=/cua-toi/")


@pytest.mark.parametrize("path", ["", "tin-nhan/", "giay-to/", "ho-so-ca-nhan/"])
def test_every_page_of_the_account_stands_and_is_kept_by_nobody(
    client: Client, path: str
) -> None:
    user = UserFactory()
    DossierFactory(user=user)
    client.force_login(user)

    response = client.get(f"/cua-toi/{path}")

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_papers_asked_for_are_sent_with_an_answer(client: Client) -> None:
    dossier = DossierFactory()
    request = ask_for_papers(dossier)
    url = receipt_of(dossier)
    assert "Giấy chứng sinh" in client.get(f"{url}bo-sung/").content.decode()

    response = client.post(
        f"{url}bo-sung/",
        {
            "papers": [SimpleUploadedFile("giay.pdf", PDF, "application/pdf")],
            "reply": "Tôi gửi lại.",
        },
    )

    assert (response.status_code, response["Location"]) == (302, url)
    request.refresh_from_db()
    assert request.reply == "Tôi gửi lại."
    paper = Paper.objects.get()
    assert (paper.dossier, paper.content_type) == (dossier, "application/pdf")
    opened = client.get(f"{url}tep/{paper.public_id}/")
    assert opened["Content-Disposition"].startswith("attachment")
    other = receipt_of(DossierFactory())
    assert client.get(f"{other}tep/{paper.public_id}/").status_code == 404


def test_a_file_that_is_not_what_it_says_loses_nothing_that_was_typed(
    client: Client,
) -> None:
    dossier = DossierFactory()
    request = ask_for_papers(dossier)

    response = client.post(
        f"{receipt_of(dossier)}bo-sung/",
        {
            "papers": [SimpleUploadedFile("giay.pdf", b"<html>", "application/pdf")],
            "reply": "Tôi gửi lại.",
        },
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert "Tôi gửi lại." in page
    assert "giay.pdf" in page
    request.refresh_from_db()
    assert request.answered_at is None
    assert not Paper.objects.exists()


def test_a_citizen_withdraws_after_being_asked(client: Client) -> None:
    dossier = DossierFactory()
    url = receipt_of(dossier)
    assert client.get(f"{url}rut/").status_code == 200

    response = client.post(f"{url}rut/", {"reason": "Nộp nhầm nơi."})

    assert response.status_code == 302
    dossier.refresh_from_db()
    assert dossier.status == DossierStatus.WITHDRAWN
    assert client.post(f"{url}rut/", {}).status_code == 302


def test_a_message_is_sent_and_an_empty_one_is_named(client: Client) -> None:
    dossier = DossierFactory()
    url = receipt_of(dossier)

    assert client.post(f"{url}tin-nhan/", {"text": "Bao giờ xong?"}).status_code == 302
    empty = client.post(f"{url}tin-nhan/", {"text": ""})

    assert "Bao giờ xong?" in client.get(url).content.decode()
    assert empty.status_code == 200
    assert "id_text" in empty.content.decode()


def test_the_fragment_says_who_is_signed_in_and_is_not_cached(client: Client) -> None:
    anonymous = client.get("/cua-toi/manh/nguoi-dung/")
    user = UserFactory(full_name="Lê Thị Hoa")
    client.force_login(user)

    signed_in = client.get("/cua-toi/manh/nguoi-dung/")

    assert "/dang-nhap/" in anonymous.content.decode()
    assert "Lê Thị Hoa" in signed_in.content.decode()
    assert "no-store" in signed_in["Cache-Control"]
