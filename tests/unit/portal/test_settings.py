"""A missing or malformed setting stops the start with its name."""

import subprocess
import sys

import pytest

from tests.architecture.sources import ROOT

COMPLETE = {
    "SECRET_KEY": "x" * 60,
    "BASE_URL": "https://dichvucong.example.vn",
    "DATABASE_URL": "postgres://user:password@127.0.0.1:5432/ngo_mon",
    "CACHE_URL": "locmemcache://",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "FIELD_KEYS": "k1:" + "ab" * 32,
}


def start(changes: dict[str, str | None]) -> subprocess.CompletedProcess[str]:
    """Start production with the complete settings, some changed or left out."""
    values = {**COMPLETE, **changes}
    environment = {name: value for name, value in values.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", "import portal.settings.production"],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_complete_settings_start():
    result = start({})

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, None) for name in COMPLETE),
        ("BASE_URL", "dichvucong.example.vn"),
        ("BASE_URL", "https://example.vn/path"),
        ("BASE_URL", "https://example.vn:port"),
        ("DEBUG", "perhaps"),
        ("DATABASE_URL", "mysql://user@127.0.0.1/db"),
        ("TRUSTED_PROXIES", "10.0.0.0/33"),
        ("FIELD_KEYS", "k1:tooshort"),
        ("ELASTICSEARCH_URL", "127.0.0.1:9200"),
        ("CLAMD_URL", "clamd.example.vn"),
        ("STORAGE_URL", "/srv/media"),
        ("PRIVATE_STORAGE_URL", "relative/folder"),
        ("PRIVATE_STORAGE_URL", "https://s3.example.vn/papers"),
        ("PRIVATE_STORAGE_URL", "https://key@s3.example.vn/papers"),
        ("PRIVATE_STORAGE_URL", "https://key:secret@s3.example.vn:x/papers"),
        ("PRIVATE_STORAGE_URL", "https://key:secret@s3.example.vn/"),
        ("PRIVATE_STORAGE_URL", "https://key:secret@s3.example.vn/a/b"),
        ("PRIVATE_STORAGE_URL", "https://key:secret@s3.example.vn/abc?acl=public"),
        ("OIDC_ISSUER", "issuer"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_its_name(name, value):
    result = start({name: value})

    assert result.returncode != 0
    assert name in result.stderr.strip().splitlines()[-1]
