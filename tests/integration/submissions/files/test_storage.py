"""A private folder and a bucket do the same, the latter spoken to as S3."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from portal.settings.static_media import private_storage
from submissions.files import storing
from submissions.files.models import Paper
from submissions.files.storing import storage_health, stored_files
from submissions.receipts.tokens import receipt_token_of
from tests.factories.dossiers import DossierFactory
from tests.factories.papers import paper_of, pdf
from tests.factories.services_catalog import WorkCalendarFactory
from tests.s3_server import running_bucket

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session")
def bucket_url(tmp_path_factory: Any) -> Any:
    with running_bucket(tmp_path_factory.mktemp("s3")) as url:
        yield url


def use(url: str, settings: Any, monkeypatch: Any) -> Storage:
    monkeypatch.setenv("PRIVATE_STORAGE_URL", url)
    settings.STORAGES = {**settings.STORAGES, "private": private_storage()}
    storage = storages["private"]
    monkeypatch.setattr(Paper._meta.get_field("file"), "storage", storage)
    return storage


@pytest.fixture(params=["folder", "bucket"])
def storage(request: Any, settings: Any, monkeypatch: Any, tmp_path: Path) -> Any:
    url = f"file://{tmp_path}/private"
    if request.param == "bucket":
        url = request.getfixturevalue("bucket_url")
    storage = use(url, settings, monkeypatch)
    yield storage
    for name, _written in stored_files(storage):
        storage.delete(name)


@pytest.fixture
def paper(storage: Storage) -> Paper:
    WorkCalendarFactory(default=True)
    return paper_of(DossierFactory(), pdf())


def test_a_paper_is_stored_read_in_parts_and_removed(
    storage: Storage, paper: Paper, client: Client
) -> None:
    token = receipt_token_of(paper.dossier.public_id)
    url = f"/bien-nhan/{token}/tep/{paper.public_id}/"
    name = paper.file.name

    whole = client.get(url)
    part = client.get(url, headers={"Range": "bytes=1-3"})

    assert b"".join(whole.streaming_content) == pdf()
    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"PDF")
    assert [stored for stored, _written in stored_files(storage)] == [name]
    assert paper.public_id.hex in name
    assert "giay" not in name
    paper.file.delete(save=False)
    assert list(stored_files(storage)) == []


def test_nobody_reads_the_bucket_without_the_key(
    bucket_url: str, settings: Any, monkeypatch: Any
) -> None:
    storage = use(bucket_url, settings, monkeypatch)
    name = storage.save(f"ready/{uuid4().hex}", ContentFile(b"x"))
    direct = build_opener(ProxyHandler({}))
    signed = storage.url(name)

    assert direct.open(signed).read() == b"x"
    with pytest.raises(HTTPError) as refused:
        direct.open(signed.split("?")[0])

    assert refused.value.code == 403
    storage.delete(name)


def test_readiness_writes_reads_and_removes(storage: Storage) -> None:
    assert storage_health() == {"state": "ok"}
    assert list(stored_files(storage)) == []


def test_readiness_names_a_store_that_refuses(
    bucket_url: str, settings: Any, monkeypatch: Any, client: Client
) -> None:
    use(bucket_url.replace("only-for-tests", "wrong"), settings, monkeypatch)

    answer = client.get("/readyz")

    told = answer.json()["dependencies"]["private_storage"]
    assert answer.status_code == 503
    assert told == {"state": "failed", "reason": "ClientError"}


def test_readiness_names_a_folder_that_cannot_be_written(
    settings: Any, monkeypatch: Any, tmp_path: Path
) -> None:
    (tmp_path / "private").write_text("a file, not a folder")
    use(f"file://{tmp_path}/private", settings, monkeypatch)

    assert storage_health()["state"] == "failed"


def swept(*options: str) -> str:
    out = StringIO()
    call_command("sweep_papers", *options, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_sweep_takes_what_nothing_belongs_to_and_nothing_else(
    storage: Storage, paper: Paper, monkeypatch: Any
) -> None:
    lost, ready = uuid4().hex, f"ready/{uuid4().hex}"
    lost = f"{lost[:2]}/{lost[2:4]}/{lost}"
    for name in (lost, ready, "other/notes.txt"):
        storage.save(name, ContentFile(b"x"))
    ownerless = paper_of(paper.dossier, b"y")
    fresh = paper_of(paper.dossier, b"z")
    Paper.objects.filter(pk__in=[ownerless.pk, fresh.pk]).update(dossier=None)
    long_ago = timezone.now() - timedelta(days=2)
    Paper.objects.filter(pk=ownerless.pk).update(uploaded_at=long_ago)

    assert swept().startswith("0 files without a row and 1 papers")
    monkeypatch.setattr(storing, "is_settled", lambda _written: True)
    monkeypatch.setattr("submissions.files.sweeping.is_settled", lambda _written: True)
    # The file of the row that went waits for the end of this test's transaction.
    assert swept("--dry-run").startswith("3 files without a row and 0 papers")
    assert len(list(stored_files(storage))) == 6
    assert swept().startswith("3 files without a row and 0 papers")

    left = {name for name, _written in stored_files(storage)}
    assert left == {paper.file.name, fresh.file.name, "other/notes.txt"}
    assert set(Paper.objects.values_list("pk", flat=True)) == {paper.pk, fresh.pk}


def test_what_was_written_today_may_still_get_its_row(
    storage: Storage, paper: Paper
) -> None:
    Paper.objects.all().delete()

    assert swept().startswith("0 files")
    assert storage.exists(paper.file.name)
