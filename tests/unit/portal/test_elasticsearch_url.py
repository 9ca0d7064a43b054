"""ELASTICSEARCH_URL: what it may say, and that a slip is named without its secrets."""

import base64
from urllib.parse import quote

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings.elasticsearch_url import ElasticsearchServer, parse

API_KEY = base64.b64encode(b"VuaCfGcBCdbkQm-e5aOx:ui2lp2axTNmsyakw9tvNnw>~").decode()
# A certificate authority of nobody, valid until 2126.
CA = """\
-----BEGIN CERTIFICATE-----
MIIBJTCBzKADAgECAgEBMAoGCCqGSM49BAMCMBExDzANBgNVBAMMBk5vYm9keTAg
Fw0yNjAxMDEwMDAwMDBaGA8yMTI2MDEwMTAwMDAwMFowETEPMA0GA1UEAwwGTm9i
b2R5MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEg3vOpTvS4pNdsF8/zXQ81+XO
8Bc66WCrcJd04Cg1XVawond0U5lkYioyr+cGKsHO78z+cFGq2oOCfwDZLLcQtKMT
MBEwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAH/OWNzKw10Y2n
FPf+QIAQAsFRZMRsIwPZmVr+2rLP2QIhAL5NwrnAgsvvBWFflplnfZXZf4yD009M
Nhj2BWY46dMJ
-----END CERTIFICATE-----
"""


@pytest.fixture
def ca(tmp_path):
    path = tmp_path / "tổ chức.pem"
    path.write_text(CA)
    return path


@pytest.mark.parametrize("nothing", ["", " "])
def test_without_an_address_there_is_no_server(nothing):
    assert parse(nothing) is None


def test_an_address_alone_is_enough():
    assert parse("http://127.0.0.1:9200") == ElasticsearchServer(
        hosts=("http://127.0.0.1:9200",),
        basic_auth=None,
        api_key=None,
        ca_certs=None,
        prefix="ngo-mon",
        timeout=0.8,
    )


def test_everything_can_be_said(ca):
    server = parse(
        "https://hue:m%E1%BA%ADt%3A%40kh%E1%BA%A9u+1@tim.example.vn:9243/es/"
        f"?ca={quote(str(ca))}&prefix=hue_2026-thu&timeout=1.25"
    )

    assert server == ElasticsearchServer(
        hosts=("https://tim.example.vn:9243/es",),
        basic_auth=("hue", "mật:@khẩu+1"),
        api_key=None,
        ca_certs=str(ca),
        prefix="hue_2026-thu",
        timeout=1.25,
    )


def test_several_hosts_share_what_is_said_once():
    server = parse(
        "http://hue:bi-mat@a:9200,http://[::1]:9201/,http://c:9202?timeout=2"
    )

    assert server is not None
    assert server.hosts == ("http://a:9200", "http://[::1]:9201", "http://c:9202")
    assert server.basic_auth == ("hue", "bi-mat")
    assert server.timeout == 2.0


def test_a_key_keeps_its_letters_encoded_or_not():
    assert "+" in API_KEY or "/" in API_KEY or API_KEY.endswith("=")
    escaped = API_KEY.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D")

    plain = parse(f"https://a:9200/?api_key={API_KEY}")
    encoded = parse(f"https://a:9200/?api_key={escaped}")

    assert plain == encoded
    assert plain is not None
    assert plain.api_key == API_KEY


def test_secrets_do_not_show_when_it_is_printed():
    with_password = parse("https://hue:bi-mat@a:9200")
    with_key = parse(f"https://a:9200/?api_key={API_KEY}")

    assert "bi-mat" not in repr(with_password)
    assert "hue" not in repr(with_password)
    assert API_KEY not in repr(with_key)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("127.0.0.1:9200", "begins with http:// or https://"),
        ("elasticsearch", "begins with http:// or https://"),
        ("ftp://a:9200", "begins with http:// or https://"),
        ("http://", "begins with http:// or https://"),
        ("http://:9200", "begins with http:// or https://"),
        ("http://a:port", "begins with http:// or https://"),
        ("http://a:99999", "begins with http:// or https://"),
        ("http://[::1:9200", "begins with http:// or https://"),
        ("http://a:9200,", "begins with http:// or https://"),
        ("http://a:9200,b:9200", "begins with http:// or https://"),
        ("http://a:9200,ftp://b:9200", "begins with http:// or https://"),
        ("http://a", "with a port for each host"),
        ("http://a:9200,http://b", "with a port for each host"),
        ("http://a:0", "with a port for each host"),
        ("http://a:9200,https://b:9200", "of one kind for all hosts"),
        ("http://a:92 00", "without spaces"),
        ("http://a\n:9200", "without spaces"),
        ("http://a\x00:9200", "without spaces"),
        ("http://a:9200/#top", "without #"),
        ("http://a:9200/#", "without #"),
        ("http://hue@a:9200", "both user and password"),
        ("http://hue:@a:9200", "both user and password"),
        ("http://:bi-mat@a:9200", "both user and password"),
        ("http://@a:9200", "both user and password"),
        ("http://a:9200,http://hue:bi-mat@b:9200", "at the first host only"),
        ("http://a:9200/?prefix=x,http://b:9200", "after the last host"),
        ("http://a:9200/?index=x", "with these options, each once"),
        ("http://a:9200/?prefix=a&prefix=b", "with these options, each once"),
        ("http://a:9200/?prefix", "a value for its option prefix"),
        ("http://a:9200/?prefix=", "a value for its option prefix"),
        ("http://a:9200/?api_key=", "a value for its option api_key"),
        ("http://a:9200/?prefix=Hue", "with a prefix of small letters"),
        ("http://a:9200/?prefix=-hue", "with a prefix of small letters"),
        ("http://a:9200/?prefix=huế", "with a prefix of small letters"),
        ("http://a:9200/?prefix=hue*", "with a prefix of small letters"),
        (f"http://a:9200/?prefix={'h' * 51}", "with a prefix of small letters"),
        ("http://a:9200/?timeout=soon", "with a timeout in seconds"),
        ("http://a:9200/?timeout=0", "with a timeout in seconds"),
        ("http://a:9200/?timeout=-1", "with a timeout in seconds"),
        ("http://a:9200/?timeout=1e3", "with a timeout in seconds"),
        ("http://a:9200/?timeout=nan", "with a timeout in seconds"),
        ("http://a:9200/?timeout=800", "with a timeout in seconds"),
        ("http://a:9200/?api_key=VuaCfGcB", "that Elasticsearch encoded"),
        ("http://a:9200/?api_key=id:key", "that Elasticsearch encoded"),
        ("http://a:9200/?api_key=khóa", "that Elasticsearch encoded"),
        (f"http://hue:bi-mat@a:9200/?api_key={API_KEY}", "not both"),
        ("http://a:9200/?ca=/etc/hosts", "an https:// address where it names a ca"),
        ("https://a:9200/?ca=/nowhere.pem", "a file of certificates (PEM)"),
        ("https://a:9200/?ca=/etc", "a file of certificates (PEM)"),
        ("https://a:9200/?ca=/etc/hosts", "a file of certificates (PEM)"),
        ("https://a:9200/?ca=%00", "a file of certificates (PEM)"),
    ],
)
def test_a_slip_is_refused_with_what_is_expected(value, reason):
    with pytest.raises(ImproperlyConfigured) as refusal:
        parse(value)

    assert str(refusal.value).startswith("ELASTICSEARCH_URL must be ")
    assert reason in str(refusal.value)


@pytest.mark.parametrize(
    "value",
    [
        "http://hue:bi/mat@a:9200",
        "http://hue:bi?mat@a:9200",
        "http://hue:bi#mat@a:9200",
        "http://hue:bi mat@a:9200",
        "http://hue:bi[mat@a:9200",
        "http://hue:bi\u2100mat@a:9200",
        "http://hue:bimat@a:port",
        "http://hue:bimat@a",
        "http://a:9200/?api_key=bimat",
        "http://a:9200/?apikey=bimat",
        "http://a:9200/?api_key=a&api_key=bimat",
    ],
)
def test_a_refusal_never_repeats_a_secret(value):
    with pytest.raises(ImproperlyConfigured) as refusal:
        parse(value)

    # What was raised on the way repeats parts of the address and must not be shown.
    error = refusal.value
    assert "mat" not in str(error)
    assert error.__cause__ is None
    assert error.__context__ is None or error.__suppress_context__
