"""Which of the editors' documents the public finds, and what takes them away again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    PageViewRestriction,
)

from cms_pages import documents
from cms_pages.portals.models import PortalPage
from cms_pages.portals.snapshot import portals
from outbox.models import OutboxMessage
from outbox.worker import drain
from search.models import SearchDocument
from tests.factories.pages import Place, Province

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def stored_files(settings: Any, tmp_path: Any) -> None:
    """Files that lie in a folder, as they are served from."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }


def index() -> None:
    """Do what the worker does with every message that waits."""
    while drain(limit=100):
        pass


def found() -> set[str]:
    rows = SearchDocument.objects.filter(type="document")
    return set(rows.values_list("title", flat=True))


def attach(
    collection: Collection | None, title: str, name: str = "mau-don.pdf"
) -> Document:
    made: Document = Document.objects.create(
        title=title,
        file=ContentFile(b"%PDF-", name=name),
        collection=collection or Collection.get_first_root_node(),
    )
    return made


def shelf(place: Place) -> Collection:
    collection = PortalPage.objects.get(pk=place.portal.pk).collection
    assert collection is not None
    return collection


def below(collection: Collection, name: str) -> Collection:
    made: Collection = collection.add_child(name=name)
    return made


def close(collection: Collection) -> CollectionViewRestriction:
    return CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )


def titles(client: Client, words: str, **parameters: str) -> list[str]:
    answer = client.get("/api/v1/search/", {"q": words, **parameters})
    assert answer.status_code == 200
    return [row["title"] for row in answer.json()["results"]]


def test_a_document_is_found_in_its_portal_and_those_above(
    hue: Province, client: Client
) -> None:
    document = attach(shelf(hue.phu_bai), "Đơn xin cấp phép xây dựng")
    index()

    for place in ("/huong-thuy/phu-bai/", "/huong-thuy/", "/"):
        (row,) = client.get(
            "/api/v1/search/", {"q": "don xin cap phep", "portal": place}
        ).json()["results"]
        assert row["type"] == "document"
        assert row["title"] == "Đơn xin cấp phép xây dựng"
        assert row["agency"] == "Phường Phú Bài"
        assert row["url"] == document.url
    elsewhere = {"portal": "/huong-thuy/thuy-phuong/", "type": "document"}
    assert titles(client, "don xin cap phep", **elsewhere) == []


@pytest.mark.usefixtures("stored_files")
def test_its_address_serves_the_file_in_both_languages(
    hue: Province, client: Client
) -> None:
    document = attach(shelf(hue.phu_bai), "Quyết định", name="Quyết định 12.pdf")
    index()

    for page in ("/huong-thuy/phu-bai/tim-kiem/", "/en/huong-thuy/phu-bai/tim-kiem/"):
        html = client.get(page, {"q": "quyet dinh"}).content.decode()
        assert f'href="{document.url}"' in html
    assert b"".join(client.get(document.url).streaming_content) == b"%PDF-"


def test_the_name_of_its_file_is_found_too(hue: Province, client: Client) -> None:
    attach(shelf(hue.phu_bai), "Tờ khai", name="ho_tich-2026.docx")
    index()

    assert titles(client, "ho tich 2026") == ["Tờ khai"]


def test_what_lies_in_no_portals_collection_is_nobodys(hue: Province) -> None:
    attach(None, "Ở gốc")
    attach(below(Collection.get_first_root_node(), "Kho chung"), "Ở kho chung")
    index()

    assert found() == set()


def test_a_collection_below_a_portals_is_the_portals(hue: Province) -> None:
    attach(below(shelf(hue.phu_bai), "Biểu mẫu"), "Mẫu đơn")
    index()

    assert found() == {"Mẫu đơn"}


def test_what_is_closed_never_shows_and_what_is_closed_later_goes(
    hue: Province, client: Client
) -> None:
    private = below(shelf(hue.phu_bai), "Nội bộ")
    close(private)
    attach(private, "Kế hoạch mật")
    attach(below(private, "Sâu hơn"), "Kế hoạch mật hơn")
    attach(shelf(hue.phu_bai), "Kế hoạch công khai")
    index()
    assert found() == {"Kế hoạch công khai"}

    restriction = close(shelf(hue.phu_bai))
    index()
    assert found() == set()
    assert titles(client, "ke hoach") == []
    call_command("rebuild_search_index", verbosity=0)
    assert found() == set()

    restriction.delete()
    index()
    assert found() == {"Kế hoạch công khai"}


def test_an_unpublished_portal_takes_its_documents_along(hue: Province) -> None:
    attach(shelf(hue.phu_bai), "Mẫu đơn")
    index()
    assert found() == {"Mẫu đơn"}
    portal = PortalPage.objects.get(pk=hue.phu_bai.portal.pk)

    portal.unpublish()
    index()
    assert found() == set()

    portal.refresh_from_db()
    portal.save_revision().publish()
    index()
    assert found() == {"Mẫu đơn"}


def test_a_portal_that_asks_who_looks_shows_no_documents(hue: Province) -> None:
    attach(shelf(hue.phu_bai), "Mẫu đơn")
    index()

    PageViewRestriction.objects.create(
        page=hue.district.portal, restriction_type=PageViewRestriction.LOGIN
    )
    index()

    assert found() == set()


def test_a_deleted_portal_leaves_no_documents_in_the_index(hue: Province) -> None:
    attach(shelf(hue.phu_bai), "Mẫu đơn")
    index()

    hue.phu_bai.portal.specific.delete()
    index()

    assert Document.objects.count() == 1
    assert found() == set()


def test_a_deleted_or_renamed_document_follows(hue: Province) -> None:
    gone = attach(shelf(hue.phu_bai), "Mẫu cũ")
    kept = attach(shelf(hue.phu_bai), "Mẫu khác")
    index()

    gone.delete()
    kept.title = "Mẫu mới"
    kept.save()
    index()

    assert found() == {"Mẫu mới"}


def test_documents_moved_in_bulk_change_hands(
    hue: Province, admin_client: Client
) -> None:
    document = attach(shelf(hue.phu_bai), "Mẫu đơn")
    secret = below(Collection.get_first_root_node(), "Kho")
    index()
    assert found() == {"Mẫu đơn"}
    address = reverse(
        "wagtail_bulk_action", args=["wagtaildocs", "document", "add_to_collection"]
    )

    admin_client.post(f"{address}?id={document.pk}", {"collection": secret.pk})
    index()

    document.refresh_from_db()
    assert document.collection == secret
    assert found() == set()


def test_a_collection_moved_under_a_closed_one_is_closed(
    hue: Province, admin_client: Client
) -> None:
    open_one = below(shelf(hue.phu_bai), "Biểu mẫu")
    attach(open_one, "Mẫu đơn")
    private = below(shelf(hue.phu_bai), "Nội bộ")
    close(private)
    index()
    assert found() == {"Mẫu đơn"}

    admin_client.post(
        reverse("wagtailadmin_collections:edit", args=[open_one.pk]),
        {"name": "Biểu mẫu", "parent": private.pk},
    )
    index()

    open_one.refresh_from_db()
    assert open_one.path.startswith(Collection.objects.get(pk=private.pk).path)
    assert found() == set()


def test_a_moved_portal_takes_its_documents_to_its_new_place(
    hue: Province, client: Client
) -> None:
    attach(shelf(hue.phu_bai), "Mẫu đơn")
    index()
    portal = PortalPage.objects.get(pk=hue.phu_bai.portal.pk)

    portal.move(PortalPage.objects.get(pk=hue.province.portal.pk), pos="last-child")
    index()

    assert titles(client, "mau don", portal="/huong-thuy/") == []
    assert titles(client, "mau don", portal="/phu-bai/") == ["Mẫu đơn"]


def rows() -> set[tuple[str, str]]:
    entries = SearchDocument.objects.filter(type="document")
    return set(entries.values_list("key", "content_hash"))


def test_a_rebuild_agrees_with_what_was_queued(hue: Province) -> None:
    for number in range(3):
        attach(shelf(hue.phu_bai), f"Mẫu {number}")
    index()
    queued = rows()
    SearchDocument.objects.all().delete()

    call_command("rebuild_search_index", type="document", verbosity=0)

    assert len(queued) == 3
    assert rows() == queued


def test_a_rebuild_reads_many_documents_in_as_many_queries_as_few(
    hue: Province, django_assert_num_queries: Callable[..., Any]
) -> None:
    attach(shelf(hue.phu_bai), "Mẫu 0")
    portals(fresh=True)
    # Stamp, collections, restrictions, documents, and that there are no more.
    with django_assert_num_queries(5):
        assert len(list(documents.stream())) == 1

    for number in range(1, 20):
        attach(shelf(hue.phu_bai), f"Mẫu {number}")
    with django_assert_num_queries(5):
        assert len(list(documents.stream())) == 20


def test_a_file_loaded_from_a_fixture_asks_for_nothing(hue: Province) -> None:
    index()

    waiting = OutboxMessage.objects.filter(state="waiting", topic="search.index")
    document = attach(shelf(hue.phu_bai), "Mẫu")
    assert waiting.count() == 1
    document.save_base(raw=True)

    assert waiting.count() == 1
