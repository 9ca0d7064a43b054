"""Reads an ELASTICSEARCH_URL; a malformed one is refused without being repeated."""

import base64
import binascii
import re
import ssl
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from portal.settings.env import refuse

NAME = "ELASTICSEARCH_URL"
EXAMPLE = "http://127.0.0.1:9200"
OPTIONS = ("api_key", "ca", "prefix", "timeout")
# More than any search waits for; a slip such as 800 for 0.8 is noticed.
LONGEST_TIMEOUT = 60.0
PREFIX = "ngo-mon"
TIMEOUT = 0.8


@dataclass(frozen=True, slots=True)
class ElasticsearchServer:
    """A search server or cluster, and how to speak to it; secrets are never printed."""

    hosts: tuple[str, ...]
    basic_auth: tuple[str, str] | None = field(default=None, repr=False)
    api_key: str | None = field(default=None, repr=False)
    ca_certs: str | None = None
    # Begins the names of all indices, so that several portals can share a server.
    prefix: str = PREFIX
    # Seconds that a search waits before the database answers in its place.
    timeout: float = TIMEOUT


def parse(value: str) -> ElasticsearchServer | None:
    """The server of an address; None where none is given."""
    if not value.strip():
        return None
    if any(letter.isspace() or not letter.isprintable() for letter in value.strip()):
        raise refuse(NAME, "an address without spaces; %20 stands for one")
    addresses = [_split(part) for part in re.split(r",(?=\w+://)", value.strip())]
    hosts = tuple(_host(address) for address in addresses)
    if len({address.scheme for address in addresses}) > 1:
        raise refuse(NAME, "of one kind for all hosts, http or https")
    options = _options(addresses)
    basic_auth, api_key = _basic_auth(addresses), options.get("api_key")
    if basic_auth and api_key:
        raise refuse(NAME, "with a user and password or with an api_key, not both")
    return ElasticsearchServer(
        hosts=hosts,
        basic_auth=basic_auth,
        api_key=_api_key(api_key),
        ca_certs=_ca_certs(options.get("ca"), addresses[0].scheme),
        prefix=_prefix(options.get("prefix", PREFIX)),
        timeout=_timeout(options.get("timeout")),
    )


# urllib's own errors repeat parts of the address, so none of them is chained.
def _split(part: str) -> SplitResult:
    try:
        address = urlsplit(part)
        has_port = bool(address.port)
    except ValueError:
        raise _not_an_address() from None
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise _not_an_address()
    if not has_port:
        raise refuse(NAME, f"with a port for each host, such as {EXAMPLE}")
    if address.fragment or "#" in part:
        raise refuse(NAME, "without #; %23 stands for one")
    return address


def _not_an_address() -> ImproperlyConfigured:
    return refuse(
        NAME,
        f"an address that begins with http:// or https://, such as {EXAMPLE}; "
        "reserved letters in user and password are percent-encoded",
    )


def _host(address: SplitResult) -> str:
    place = address.netloc.rpartition("@")[2]
    return f"{address.scheme}://{place}{address.path.rstrip('/')}"


def _options(addresses: list[SplitResult]) -> dict[str, str]:
    if any(address.query for address in addresses[:-1]):
        raise refuse(NAME, "with its options after the last host")
    options: dict[str, str] = {}
    for pair in filter(None, addresses[-1].query.split("&")):
        name, _, value = pair.partition("=")
        if name not in OPTIONS or name in options:
            raise refuse(NAME, f"with these options, each once: {', '.join(OPTIONS)}")
        # A plus is a plus: it occurs in keys.
        options[name] = unquote(value)
        if not options[name]:
            raise refuse(NAME, f"with a value for its option {name}")
    return options


def _basic_auth(addresses: list[SplitResult]) -> tuple[str, str] | None:
    if any("@" in address.netloc for address in addresses[1:]):
        raise refuse(NAME, "with user and password at the first host only")
    first = addresses[0]
    if "@" not in first.netloc:
        return None
    if not first.username or not first.password:
        raise refuse(NAME, "with both user and password before the @, or neither")
    return unquote(first.username), unquote(first.password)


def _api_key(value: str | None) -> str | None:
    """The form that Elasticsearch calls `encoded`: id and key in Base64."""
    try:
        is_pair = value is None or b":" in base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        is_pair = False
    if not is_pair:
        raise refuse(NAME, "with its api_key in the form that Elasticsearch encoded")
    return value


def _ca_certs(value: str | None, scheme: str) -> str | None:
    if value is None:
        return None
    if scheme != "https":
        raise refuse(NAME, "an https:// address where it names a ca")
    try:
        ssl.create_default_context(cafile=value)
    except (OSError, ValueError):
        expected = f"with a ca that is a file of certificates (PEM), not {value!r}"
        raise refuse(NAME, expected) from None
    return value


def _prefix(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,49}", value):
        expected = "with a prefix of small letters, digits, - and _, not"
        raise refuse(NAME, f"{expected} {value!r}")
    return value


def _timeout(value: str | None) -> float:
    if value is None:
        return TIMEOUT
    if not re.fullmatch(r"\d+(\.\d+)?", value) or not 0 < float(value) <= (
        LONGEST_TIMEOUT
    ):
        expected = f"with a timeout in seconds, up to {LONGEST_TIMEOUT:.0f}, not"
        raise refuse(NAME, f"{expected} {value!r}")
    return float(value)
