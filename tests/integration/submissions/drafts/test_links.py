"""A draft goes on on another device by a link: once, soon, for its holder alone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from outbox.worker import drain
from services_catalog.agencies.models import Agency
from submissions.drafts.links import (
    MOST_OPEN,
    LinkGoneError,
    linked_draft,
    make_link,
    use_link,
)
from submissions.drafts.models import Draft, DraftLink
from submissions.drafts.pages import WRONG_LINKS
from submissions.drafts.services import claim_draft
from submissions.forms.keeping import LINKS
from submissions.forms.models import FormVersion
from tests.factories.accounts import UserFactory
from tests.factories.forms import make_draft
from tests.integration.submissions.forms.conftest import (
    HOME,
    agency,
    posted_applicant,
    posted_child,
    version,
)

__all__ = ["agency", "version"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(client: Client, version: FormVersion, agency: Agency, settings: Any) -> Draft:
    settings.ROOT_URLCONF = "tests.integration.submissions.drafts.link_urls"
    client.post(HOME)
    client.post(
        f"{HOME}buoc/1/", {**posted_applicant(agency.unit.code), "_revision": "0"}
    )
    return Draft.objects.get()


def link_on(page: str) -> str:
    found = re.search(r'href="http://testserver(/tiep-tuc/[\w-]+/)"', page)
    assert found is not None
    return found[1]


def test_it_is_looked_at_then_used_once(client: Client, begun: Draft) -> None:
    page = client.post(f"{HOME}da-luu/", {"_link": "show"}).content.decode()
    link = link_on(page)
    assert 'class="nm-qr"' in page
    other = Client()

    looked = [other.get(link).status_code for _ in range(2)]
    used = other.post(link)
    again = [Client().get(link).status_code, Client().post(link).status_code]

    assert looked == [200, 200]
    assert used.status_code == 302
    assert again == [410, 410]
    shown = other.get(f"{HOME}buoc/1/").content.decode()
    assert 'value="Trần Thị Lan Anh"' in shown
    assert client.get(f"{HOME}buoc/1/").status_code == 200


def test_what_both_devices_type_is_kept(client: Client, begun: Draft) -> None:
    page = client.post(f"{HOME}da-luu/", {"_link": "show"}).content.decode()
    other = Client()
    other.post(link_on(page))
    here = {**posted_child(), "_revision": "1"}
    client.post(f"{HOME}buoc/2/", here)

    other.post(f"{HOME}buoc/2/", {**here, "child_name": "Trần Văn Bảo"})

    shown = other.get(f"{HOME}buoc/2/").content.decode()
    assert "<dd>Trần Văn Bảo</dd>" in shown
    assert 'value="Nguyễn Lê Minh An"' in shown


def test_only_hashes_are_kept_and_no_page_tells_the_person(
    client: Client, begun: Draft
) -> None:
    page = client.post(f"{HOME}da-luu/", {"_link": "show"}).content.decode()
    link = link_on(page)
    secret = link.strip("/").split("/")[-1]

    with connection.cursor() as cursor:
        cursor.execute("SELECT secret_hash, token_hash FROM submissions_draftlink")
        assert secret not in str(cursor.fetchall())
    shown = Client().get(link)
    assert "Lan Anh" not in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert shown["Referrer-Policy"] == "same-origin"


def test_it_is_mailed_to_the_address_in_the_draft(client: Client, begun: Draft) -> None:
    page = client.post(f"{HOME}da-luu/", {"_link": "mail"}).content.decode()
    assert "la…@example.vn" in page
    assert "lan.anh@example.vn" not in page
    assert not DraftLink.objects.exists()

    drain()

    (letter,) = mail.outbox
    assert letter.to == ["lan.anh@example.vn"]
    found = re.search(r"http://testserver(/tiep-tuc/\S+/)", letter.body)
    assert found is not None
    assert Client().get(found[1]).status_code == 200
    for secret in ("Lan Anh", "046190001234", "0905"):
        assert secret not in letter.body


def test_a_draft_without_an_address_offers_no_mail(
    client: Client, begun: Draft
) -> None:
    Draft.objects.get().links.all().delete()
    begun.applicant = {}
    begun.save()

    page = client.get(f"{HOME}da-luu/").content.decode()
    sent = client.post(f"{HOME}da-luu/", {"_link": "mail"}).content.decode()

    assert 'value="mail"' not in page
    assert link_on(sent)
    drain()
    assert mail.outbox == []


def test_a_stranger_makes_no_link(client: Client, begun: Draft) -> None:
    stranger = Client()

    assert stranger.post(f"{HOME}da-luu/", {"_link": "show"}).status_code == 410
    assert not DraftLink.objects.exists()


def test_guessing_and_asking_without_end_are_slowed(
    client: Client, begun: Draft
) -> None:
    for number in range(WRONG_LINKS.count):
        assert Client().get(f"/tiep-tuc/doan-{number}/").status_code == 410
    assert Client().get("/tiep-tuc/doan/").status_code == 429
    for _ in range(LINKS.count):
        client.post(f"{HOME}da-luu/", {"_link": "show"})
    assert client.post(f"{HOME}da-luu/", {"_link": "show"}).status_code == 429
    assert DraftLink.objects.count() == MOST_OPEN


def test_it_ends_with_its_hour_and_with_a_claim() -> None:
    draft, _token = make_draft()
    now = timezone.now()
    late, claimed = make_link(draft=draft, at=now), make_link(draft=draft, at=now)
    _draft, token = use_link(make_link(draft=draft, at=now), now)

    with pytest.raises(LinkGoneError):
        linked_draft(late, now + timedelta(hours=1, seconds=1))
    claim_draft(draft=draft, user=UserFactory())
    with pytest.raises(LinkGoneError):
        use_link(claimed, now)
    assert not draft.links.exists()
    assert token


def test_the_draft_of_an_account_goes_on_without_signing_in(
    begun: Draft, client: Client
) -> None:
    begun.user = UserFactory()
    begun.save()
    link = f"/tiep-tuc/{make_link(draft=begun, at=timezone.now())}/"
    other = Client()

    other.post(link)

    assert other.get(f"{HOME}buoc/1/").status_code == 200
    assert other.get("/cua-toi/").status_code == 302
