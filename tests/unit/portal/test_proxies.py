"""Whose word counts about the caller's address."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from portal.proxies import TrustedProxiesMiddleware


def seen_address(settings, remote, forwarded=None, trusted=("10.0.0.0/8",), **headers):
    settings.TRUSTED_PROXIES = list(trusted)
    if forwarded is not None:
        headers["HTTP_X_FORWARDED_FOR"] = forwarded
    request = RequestFactory().get("/", REMOTE_ADDR=remote, **headers)
    TrustedProxiesMiddleware(lambda request: HttpResponse())(request)
    return request


@pytest.mark.parametrize(
    ("remote", "forwarded", "expected"),
    [
        ("10.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "198.51.100.9, 203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "203.0.113.7, 10.0.0.2", "203.0.113.7"),
        ("203.0.113.50", "198.51.100.9", "203.0.113.50"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", None, "10.0.0.1"),
        ("2001:db8::1", "203.0.113.7", "2001:db8::1"),
        ("", "203.0.113.7", ""),
    ],
)
def test_only_trusted_proxies_are_believed(settings, remote, forwarded, expected):
    request = seen_address(settings, remote, forwarded)

    assert request.META["REMOTE_ADDR"] == expected


def test_the_scheme_is_believed_from_a_trusted_proxy_only(settings):
    trusted = seen_address(settings, "10.0.0.1", HTTP_X_FORWARDED_PROTO="https")
    stranger = seen_address(settings, "192.0.2.1", HTTP_X_FORWARDED_PROTO="https")

    assert trusted.is_secure() is True
    assert stranger.is_secure() is False
