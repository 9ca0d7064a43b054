"""The caller's address behind the proxies that TRUSTED_PROXIES names, and no others."""

import ipaddress
from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@lru_cache(maxsize=4)
def _networks(values: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(value, strict=False) for value in values)


def _is_trusted(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(ip in network for network in _networks(tuple(settings.TRUSTED_PROXIES)))


class TrustedProxiesMiddleware:
    """Sets REMOTE_ADDR and the scheme from headers, only where a trusted proxy spoke.

    The nearest address that is not a trusted proxy counts: what stands further left in
    X-Forwarded-For was written by the caller and proves nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _is_trusted(request.META.get("REMOTE_ADDR", "")):
            self._believe(request)
        return self.get_response(request)

    def _believe(self, request: HttpRequest) -> None:
        chain = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        for hop in reversed([hop.strip() for hop in chain if hop.strip()]):
            request.META["REMOTE_ADDR"] = hop
            if not _is_trusted(hop):
                break
        if request.META.get("HTTP_X_FORWARDED_PROTO") == "https":
            request.META["wsgi.url_scheme"] = "https"
