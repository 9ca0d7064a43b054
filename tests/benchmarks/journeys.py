"""A citizen's journey through a form as plain posts, with a browser's cookies."""

import http.client
import re
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
_HIDDEN = re.compile(r'name="(_key|_revision)" value="([^"]*)"')
UNIT = "19960"
APPLICANT = {
    "full_name": "Lê Thị Hoài Thương",
    "person_id": "046194000777",
    "birth_date": ("18", "5", "1994"),
    "phone": "0905 000 777",
    "email": "hoai.thuong@thuathienhue.example",
    "address": (UNIT, "24 đường Sóng Hồng"),
    "owner_is_submitter": "true",
}
# The form for extracts from the civil register: eleven questions over two steps.
STEPS: tuple[dict[str, Any], ...] = (
    APPLICANT,
    {
        "record_kind": "birth",
        "subject_full_name": "Trần Lê Bảo Châu",
        "subject_birth_date": ("2", "11", "2016"),
        "subject_person_id": "",
        "registered_at": (UNIT, "tổ dân phố 4"),
        "registered_year": "2016",
        "register_number": "Số 45, quyển số 01/2016",
    },
    {"copies": "2", "relation": "family"},
)
_PARTS = {2: ("unit", "line"), 3: ("day", "month", "year")}


class Browser:
    """Cookies, and a new connection each time; an unexpected answer is an error."""

    def __init__(self, base_url: str) -> None:
        self.host = urlsplit(base_url).netloc
        self.cookies: dict[str, str] = {}
        self.token = ""

    def get(self, path: str) -> str:
        status, _location, body = self._ask("GET", path)
        if status != 200:
            raise RuntimeError(f"GET {path} answered {status}: {body[:2000]}")
        if found := _TOKEN.search(body):
            self.token = found[1]
        return body

    def post(self, path: str, data: dict[str, str], *, expected: int = 302) -> str:
        """Where the answer leads, or what it says."""
        form = urlencode({"csrfmiddlewaretoken": self.token, **data})
        status, location, body = self._ask("POST", path, form)
        if status != expected:
            raise RuntimeError(f"POST {path} answered {status}: {body[:20000]}")
        return location or body

    def _ask(self, method: str, path: str, form: str = "") -> tuple[int, str, str]:
        headers = {
            "Cookie": "; ".join(f"{name}={v}" for name, v in self.cookies.items()),
            "Origin": f"http://{self.host}",
        }
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(self.host, timeout=60)
        try:
            connection.request(method, path, form.encode(), headers)
            answer = connection.getresponse()
            body = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer.status, answer.headers.get("Location", ""), body


def fill_in(browser: Browser, base: str) -> dict[str, str]:
    """All steps of the form at `base`; the last post, which submits, is returned."""
    browser.get(base)
    browser.post(base, {})
    for number, answers in enumerate(STEPS, start=1):
        path = f"{base}buoc/{number}/"
        revision = dict(_HIDDEN.findall(browser.get(path)))["_revision"]
        browser.post(path, {"_revision": revision, **posted(answers)})
    hidden = dict(_HIDDEN.findall(browser.get(f"{base}kiem-tra/")))
    return {**hidden, "declaration": "true"}


def posted(answers: dict[str, Any]) -> dict[str, str]:
    """Answers as a browser names them: dates and addresses in parts."""
    data: dict[str, str] = {}
    for key, value in answers.items():
        if isinstance(value, tuple):
            parts = _PARTS[len(value)]
            data |= {f"{key}.{p}": v for p, v in zip(parts, value, strict=True)}
        else:
            data[key] = value
    return data


def plain_answers() -> dict[str, str]:
    """The same answers for a form that knows neither parts nor steps."""
    plain = {}
    for answers in STEPS:
        for key, value in answers.items():
            if isinstance(value, tuple) and len(value) == 3:
                plain[key] = f"{value[2]}-{value[1]:0>2}-{value[0]:0>2}"
            elif isinstance(value, tuple):
                plain[key] = ", ".join(value)
            else:
                plain[key] = value
    return plain
