"""The compose file, as far as it can be tried without Docker: what it tells the portal
is what production starts with."""

import os
import re
import runpy
import subprocess
import sys
from typing import Any

import pytest
import yaml

from tests.architecture.sources import ROOT

COMPOSE = ROOT / "deploy" / "compose.yaml"
SECRETS = {
    "SECRET_KEY": "0f" * 32,
    "FIELD_KEYS": "k1:" + "0f" * 32,
    "POSTGRES_PASSWORD": "1e" * 32,
    "ELASTIC_PASSWORD": "2d" * 32,
}


PLACE = re.compile(r"(?<!\$)\$\{(?P<name>\w+)(?:(?P<kind>:[-?])(?P<rest>[^}]*))?\}")


def interpolated(values: dict[str, str]) -> Any:
    """The file as Compose reads it: YAML first, then the values, so that an empty one
    stays text; a required value that is missing is an error."""

    def replace(match: re.Match[str]) -> str:
        name, kind, rest = match["name"], match["kind"], match["rest"]
        if name in values:
            return values[name]
        if kind == ":-":
            return str(rest)
        raise KeyError(name)

    def filled(node: Any) -> Any:
        match node:
            case dict():
                return {key: filled(value) for key, value in node.items()}
            case list():
                return [filled(value) for value in node]
            case str():
                return PLACE.sub(replace, node)
            case _:
                return node

    return filled(yaml.safe_load(COMPOSE.read_text()))


@pytest.mark.parametrize("name", SECRETS)
def test_no_secret_has_a_default(name):
    with pytest.raises(KeyError, match=name):
        interpolated({k: v for k, v in SECRETS.items() if k != name})


@pytest.mark.parametrize("service", ["migrate", "web", "worker"])
def test_production_starts_with_the_settings_of_a_service(service):
    environment = interpolated(SECRETS)["services"][service]["environment"]
    code = (
        "import portal.settings.production as settings;"
        "print(settings.ELASTICSEARCH.hosts, settings.DATABASES['default']['HOST'],"
        " settings.CACHES['default']['LOCATION'])"
    )

    done = subprocess.run(  # noqa: S603  # our own settings
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}", **environment},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "('http://elasticsearch:9200',) postgresql redis://valkey:6379/1\n"
    )


def test_hosts_are_services_and_volumes_are_declared():
    compose = interpolated(SECRETS)
    services = compose["services"]
    mounts = {
        v.partition(":")[0] for s in services.values() for v in s.get("volumes", [])
    }

    assert {"postgresql", "elasticsearch", "valkey"} < set(services)
    assert mounts == set(compose["volumes"])


def test_elasticsearch_is_the_one_that_the_tests_run_on():
    script = ROOT / "deploy" / "services" / "elasticsearch_distribution.py"
    tested = runpy.run_path(os.fspath(script))["VERSION"]

    image = interpolated(SECRETS)["services"]["elasticsearch"]["image"]

    assert image == f"docker.elastic.co/elasticsearch/elasticsearch:{tested}"


def test_every_setting_it_passes_on_is_known():
    told = set(interpolated(SECRETS)["services"]["web"]["environment"])
    known = re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)

    assert told <= set(known)
