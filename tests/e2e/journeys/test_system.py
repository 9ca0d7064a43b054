"""Another system does a citizen's whole journey, over HTTP and without a cookie."""

import json
import uuid
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

pytestmark = pytest.mark.e2e
APPLICANT = {
    "full_name": "Lê Thị Hoài Thương",
    "person_id": "046194000777",
    "birth_date": "1994-05-18",
    "phone": "0905 000 777",
    "address": {"unit": "19960", "line": "24 đường Sóng Hồng"},
    "owner_is_submitter": True,
}
ANSWERS = {
    "record_kind": "marriage",
    "subject_full_name": "Lê Thị Hoài Thương",
    "subject_birth_date": "1994-05-18",
    "registered_at": {"unit": "19960", "line": ""},
    "copies": 2,
    "relation": "self",
}


class Caller:
    """A system that knows the documentation and nothing else."""

    def __init__(self, base: str) -> None:
        self.base = f"{base}/api/v1/"

    def call(self, method: str, path: str, body=None, token="", key=""):
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if key:
            headers["Idempotency-Key"] = key
        data = None if body is None else json.dumps(body).encode()
        request = Request(  # our own server
            self.base + path, data=data, headers=headers, method=method
        )
        try:
            with urlopen(request, timeout=60) as response:
                return response.status, json.load(response)
        except HTTPError as error:
            return error.code, json.load(error)


def test_from_search_to_a_tracked_dossier(demo) -> None:
    system = Caller(demo.url)

    _status, found = system.call("GET", "search/?q=trich+luc+ho+tich&type=procedure")
    code = found["results"][0]["code"]
    _status, procedure = system.call("GET", f"procedures/{code}/?unit=19960")
    assert (code, procedure["code"]) == ("2.000635", "2.000635")
    _status, form = system.call("GET", "forms/trich-luc-ho-tich/")
    assert set(ANSWERS) <= set(
        form["json_schema"]["properties"]["answers"]["properties"]
    )

    status, draft = system.call("POST", "drafts/", {"procedure": code, "unit": "19960"})
    assert status == 201
    path, token = f"drafts/{draft['id']}/", draft["token"]
    assert system.call("GET", path)[0] in {401, 403, 404}

    status, wrong = system.call(
        "PATCH",
        path,
        {"revision": draft["revision"], "answers": {"copies": "hai"}},
        token,
    )
    assert status == 400
    assert "copies" in json.dumps(wrong["errors"])

    status, draft = system.call(
        "PATCH",
        path,
        {
            "revision": draft["revision"],
            "applicant": APPLICANT,
            "answers": ANSWERS,
        },
        token,
    )
    assert status == 200, draft

    key, body = str(uuid.uuid4()), {"declaration": True}
    first = system.call("POST", f"{path}submit/", body, token, key)
    again = system.call("POST", f"{path}submit/", body, token, key)
    assert (first[0], again[0]) == (201, 200)
    assert first[1]["code"] == again[1]["code"]

    dossier, receipt = first[1]["code"], first[1]["receipt_token"]
    assert system.call("GET", f"tracking/{dossier}/") == (
        200,
        {"code": dossier, "progress": "received"},
    )
    assert system.call("GET", f"dossiers/{dossier}/")[0] in {401, 403, 404}
    status, own = system.call("GET", f"dossiers/{dossier}/", token=receipt)
    assert (status, own["code"]) == (200, dossier)
