"""A page with every kind of field in every state, at an address of its own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.registry import all_kinds, kind_of
from submissions.forms.places import AnswerContext
from themes.gallery import sample_frame
from themes.inputs import Input

PAGE = """{% extends "themes/base.html" %}{% block title %}Các loại mục{% endblock %}
{% block content %}<h1>Các loại mục</h1><form class="nm-form" novalidate>
{% for template, field in questions %}{% include template %}{% endfor %}
</form>{% endblock %}"""
LONG = (
    "Thông tin về người được cấp bản sao trích lục, ghi đúng như trong giấy khai sinh"
    " bản chính do Ủy ban nhân dân xã, phường, thị trấn nơi đăng ký lần đầu cấp"
)
INNER = (CompiledField("i", "name", "text", "Họ tên", required=True),)
# An answer to each kind, where one is not a plain text.
ANSWERS: dict[str, Any] = {
    "address": {"unit": "elsewhere", "line": "12 Phố Huế, Hà Nội", "text": ""},
    "checkboxes": ["extract"],
    "choice": "extract",
    "computed": 24000,
    "consent": True,
    "date": "1990-05-20",
    "email": "lan@example.vn",
    "group": [{"name": "Trần Thị Lan"}, {}],
    "money": 1500000,
    "number": 12,
    "person_id": "046190001234",
    "phone": "+84905123456",
    "tax_code": "0300588569-001",
    "time": "08:30",
    "yes_no": True,
}
# What its editor said of it, as far as a state needs it.
SAID: dict[str, Any] = {
    "options": [
        {"value": "extract", "label": "Bản sao trích lục"},
        {"value": "card", "label": LONG},
    ],
    "html": f'<p>{LONG}, xem <a href="/tro-giup/">trang hướng dẫn</a>.</p>'
    "<ul><li><b>Một</b></li><li><i>Hai</i></li></ul>",
    "statement": f"{LONG}.\n\nThông tin được giữ kín.",
    "row_label": "Người",
    "suffix": "đồng",
    "gives": "number",
}


def _questions() -> Iterator[tuple[str, Input]]:
    context = AnswerContext(date(2026, 11, 26))
    # No database: these pages know no communes.
    context.places.__dict__["by_code"] = {}
    for name, kind in all_kinds().items():
        value = {"label": f"Mục {name}", "help": "Ghi như trên giấy tờ.", **SAID}
        field = kind_of(name).compile("f", {**value, "sample": "8h30"}, key="k")
        if name == "group":
            field = replace(field, fields=INNER)
        states = [
            ("empty", None, "", field.label),
            ("answered", ANSWERS.get(name, "Nguyễn Văn An"), "", field.label),
            ("wrong", "không rõ", "Chưa đúng. Viết lại như ví dụ.", field.label),
            ("long", None, "", LONG),
        ]
        for state, raw, error, label in states:
            asked = replace(
                field, key=f"{name}-{state}", label=label, required=state != "long"
            )
            yield kind.template, kind.input(asked, raw, error, context)


def kinds(request: HttpRequest) -> HttpResponse:
    request.frame = sample_frame("commune")  # type: ignore[attr-defined]
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"questions": _questions()}, request))


urlpatterns = [path("cac-loai-muc/", kinds)]
