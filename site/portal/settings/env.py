"""The one reader of the environment; a malformed value stops the start, named."""

import ipaddress
import re
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(env.str("VAR", default=str(ROOT / "var"))).resolve()


def refuse(name: str, expected: str) -> ImproperlyConfigured:
    """The error that names the setting and says what it should be."""
    return ImproperlyConfigured(f"{name} must be {expected}.")


def boolean(name: str, *, default: bool) -> bool:
    value = env.str(name, default=str(default)).strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise refuse(name, "true or false")


def origin(name: str, default: str | None = None) -> str:
    """Scheme and host of an address, e.g. `https://dichvucong.example.vn`."""
    given = env.str(name) if default is None else env.str(name, default)
    value = str(given).rstrip("/")
    parts = urlsplit(value)
    try:
        parts.port  # noqa: B018  # urllib judges the port when it is read
    except ValueError as error:
        raise refuse(name, "an address such as https://example.vn") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise refuse(name, "an address such as https://example.vn, without a path")
    return value


def address(name: str, schemes: tuple[str, ...]) -> str:
    """An optional service address of one of these schemes; "" when it is not set."""
    value = str(env.str(name, default=""))
    if value and (urlsplit(value).scheme not in schemes or "://" not in value):
        raise refuse(name, f"an address that begins with {' or '.join(schemes)}://")
    return value


def networks(name: str) -> list[str]:
    values = [value.strip() for value in env.list(name, default=[])]
    for value in values:
        try:
            ipaddress.ip_network(value, strict=False)
        except ValueError as error:
            raise refuse(name, f"IP addresses or networks, not {value!r}") from error
    return values


def field_keys(name: str, default: list[str] | None = None) -> list[str]:
    """The ring of keys for encryption at rest, the current one first."""
    values: list[str] = (
        env.list(name) if default is None else env.list(name, default=default)
    )
    if not values or not all(
        re.fullmatch(r"[0-9A-Za-z]+:[0-9a-fA-F]{64}", value) for value in values
    ):
        raise refuse(name, "a list of id:64 hexadecimal digits")
    return values
