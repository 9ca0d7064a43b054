import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from themes.frame import Footer, Frame, Link


@pytest.fixture
def request_in_frame():
    request = RequestFactory().get("/nowhere/")
    request.frame = Frame(
        title="Phú Bài",
        skin="commune",
        menu=(Link("Home", "/", current=True),),
        footer=Footer(email="desk@example.vn", hotline="1900 1075"),
    )
    return request


@pytest.mark.parametrize("status", ["400", "421", "500"])
def test_last_resort_needs_neither_context_nor_request(status):
    html = render_to_string(f"{status}.html")

    assert html.count("<h1>") == 1
    assert "/static/themes/css/error.css" in html
    assert "<script" not in html


@pytest.mark.parametrize("status", ["403", "404", "429"])
def test_error_stands_in_the_frame_of_its_portal(status, request_in_frame):
    html = render_to_string(f"{status}.html", {}, request_in_frame)

    assert html.count("<h1>") == 1
    assert "Phú Bài" in html
    assert "themes/skins/commune.css" in html


def test_expired_form_is_explained(request_in_frame):
    with translation.override("en"):
        html = render_to_string("403.html", {"is_csrf": True}, request_in_frame)

    assert "The page was open too long" in html


def test_waiting_time_is_said(request_in_frame):
    with translation.override("en"):
        html = render_to_string("429.html", {"retry_after": 30}, request_in_frame)

    assert "Try again in 30 seconds." in html


def test_feedback_line_leads_to_an_address_that_is_read(request_in_frame):
    html = render_to_string("404.html", {}, request_in_frame)

    assert 'href="mailto:desk@example.vn"' in html


def test_frame_names_the_address_of_the_signed_in_fragment(request_in_frame):
    html = render_to_string("404.html", {}, request_in_frame)

    assert 'data-fragment="/cua-toi/manh/nguoi-dung/"' in html
    assert '<a href="/cua-toi/">' in html
