"""What no caller should send: an answer that names the fault, never a failure."""

import json
from urllib.parse import quote

import pytest
from django.test import Client

from tests.integration.api.conftest import World

# Walks again what other tests cover; a tracer would make it half as long again.
pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.no_cover]
LONG = "đ" * 10_000
SQL = "1' OR '1'='1'; DROP TABLE accounts_user; --"
NFD = "Đa\u0306ng ky\u0301 khai sinh"
TEXTS = {
    "long": LONG,
    "sql": SQL,
    "nfd": NFD,
    "nul": "khai\x00sinh",
    "emoji": "👩‍👧 khai sinh 🇻🇳",
    "right to left": "\u202eكتاب",
    "wildcards": '%_*?"()^~:-',
    "nothing": "",
}
READS = [
    "/api/v1/search/",
    "/api/v1/search/suggest/",
    "/api/v1/units/",
    "/api/v1/portals/",
    "/api/v1/pages/",
    "/api/v1/procedures/",
]
PARAMETERS = [
    "q", "type", "portal", "unit", "level", "field", "audience", "at", "page",
    "page_size", "path", "agency", "tier", "parent",
]  # fmt: skip


def _is_sound(response) -> bool:
    """An answer, or a problem that says what is wrong in JSON."""
    if response.status_code == 200:
        return True
    body = json.loads(response.content)
    is_problem = response["Content-Type"].startswith("application/problem+json")
    return is_problem and 400 <= response.status_code < 500 and bool(body["detail"])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_list_stands_every_parameter(
    text: str, world: World, client: Client
) -> None:
    failed = [
        f"{path}?{name}: {response.status_code}"
        for path in READS
        for name in PARAMETERS
        if not _is_sound(response := client.get(path, {name: text}))
    ]

    assert failed == []


@pytest.mark.parametrize("text", [*TEXTS.values()][:-1], ids=[*TEXTS][:-1])
def test_codes_that_nobody_issued_are_not_found(
    text: str, world: World, client: Client
) -> None:
    part = quote(text[:2000], safe="")

    for collection in ("units", "procedures", "tracking", "dossiers"):
        response = client.get(f"/api/v1/{collection}/{part}/")
        assert response.status_code in {400, 401, 403, 404}, collection
        assert response["Content-Type"].startswith("application/problem+json")


def test_decomposed_words_find_what_composed_ones_find(
    world: World, client: Client
) -> None:
    composed = client.get("/api/v1/search/", {"q": "Đăng ký khai sinh"}).json()
    decomposed = client.get("/api/v1/search/", {"q": NFD}).json()

    assert [one["code"] for one in decomposed["results"]] == [
        one["code"] for one in composed["results"]
    ]


@pytest.mark.parametrize(
    "number", ["0", "-1", "99999999999999999999", "1e9", "hai", "٣"]
)
def test_pages_that_do_not_exist_are_said_so(
    number: str, world: World, client: Client
) -> None:
    for path in READS:
        for name in ("page", "page_size"):
            assert _is_sound(client.get(path, {name: number})), f"{path}?{name}"


@pytest.mark.parametrize(
    "body",
    ['{"a":', "[]", '"text"', "null", "[" * 5000, '{"answers": ' * 500],
)
def test_bodies_that_are_no_object_are_refused(
    body: str, world: World, client: Client
) -> None:
    path = f"/api/v1/dossiers/{world.dossier.code}/actions/message/"

    response = client.post(path, body, content_type="application/json")

    assert 400 <= response.status_code < 500
    assert response["Content-Type"].startswith("application/problem+json")


def test_ten_megabytes_are_too_many(world: World, client: Client) -> None:
    path = f"/api/v1/dossiers/{world.dossier.code}/actions/message/"
    body = json.dumps({"text": "x" * 10_000_000})

    response = client.post(path, body, content_type="application/json")

    assert response.status_code in {401, 403, 404, 413}
    assert response["Content-Type"].startswith("application/problem+json")


def test_wrong_methods_are_told_as_problems(world: World, client: Client) -> None:
    for path in READS:
        response = client.delete(path)
        assert response.status_code in {403, 405}
        assert response["Content-Type"].startswith("application/problem+json")
