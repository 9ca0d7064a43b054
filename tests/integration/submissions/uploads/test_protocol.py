"""A client of tus that others wrote, over a real connection."""

import hashlib
from io import BytesIO
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer
from rest_framework.test import APIClient
from tusclient.client import TusClient
from tusclient.exceptions import TusUploadFailed

from submissions.files.models import Paper
from submissions.uploads.models import Upload, UploadPart
from tests.factories.papers import packed, page_of_text
from tests.integration.submissions.drafts.conftest import (
    Begun,
    Counter,
    api,
    begin,
    counter,
)

__all__ = ["api", "counter"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(api: APIClient, counter: Counter) -> Begun:
    return begin(api, counter)


def uploader(server: LiveServer, draft: Begun, content: bytes, **more: Any) -> Any:
    client = TusClient(f"{server.url}{draft.url}uploads/", headers=draft.auth)
    return client.uploader(
        file_stream=BytesIO(content),
        chunk_size=1000,
        metadata={"field": "certificate", "filename": "giấy chứng sinh.jpg"},
        retries=0,
        **more,
    )


def test_it_sends_a_file_in_parts(live_server: LiveServer, draft: Begun) -> None:
    content = packed(page_of_text())
    assert len(content) > 3000

    uploader(live_server, draft, content).upload()

    paper = Paper.objects.get()
    assert paper.original_name == "giấy chứng sinh.jpg"
    assert hashlib.sha256(paper.file.read()).hexdigest() == paper.sha256
    assert Upload.objects.get().received == len(content)
    assert not UploadPart.objects.exists()


def test_another_client_goes_on_where_the_first_stopped(
    live_server: LiveServer, draft: Begun
) -> None:
    content = packed(page_of_text())
    first = uploader(live_server, draft, content)
    first.upload_chunk()
    first.upload_chunk()
    assert not Paper.objects.exists()

    second = uploader(live_server, draft, content, url=first.url)
    assert second.offset == 2000
    second.upload()

    assert Paper.objects.count() == 1


def test_it_is_told_when_the_file_is_not_taken(
    live_server: LiveServer, draft: Begun
) -> None:
    with pytest.raises(TusUploadFailed):
        uploader(live_server, draft, b"MZ" + bytes(2500)).upload()

    assert not Paper.objects.exists()
    assert not Upload.objects.exists()
