"""The scripts that start things: what they refuse, and what they leave alone."""

import os
import shutil
import subprocess

import pytest

from tests.architecture.sources import ROOT

SERVICES = ROOT / "deploy" / "services"


def run(*command: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # our own scripts
        [str(word) for word in command],
        env={"PATH": os.defpath, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("engine", ["solr", "Elasticsearch", "elasticsearch ", "*"])
def test_the_demo_refuses_an_engine_that_there_is_not(engine, tmp_path):
    var = tmp_path / "var"

    done = run(ROOT / "deploy" / "demo.sh", SEARCH=engine, VAR=str(var))

    assert done.returncode == 2
    assert f"SEARCH={engine}: there is no such engine" in done.stderr
    assert "embedded or elasticsearch" in done.stderr
    assert not var.exists()


@pytest.mark.parametrize(
    ("script", "name"),
    [
        ("with_elasticsearch.sh", "ELASTICSEARCH_URL"),
        ("with_postgresql.sh", "DATABASE_URL"),
    ],
)
def test_a_server_that_is_named_is_used_and_the_command_answers(script, name):
    command = f'printf %s "${name}"; exit 7'

    done = run(SERVICES / script, "sh", "-c", command, **{name: "http://there:1"})

    assert (done.returncode, done.stdout) == (7, "http://there:1")


@pytest.mark.parametrize("script", ["with_elasticsearch.sh", "with_postgresql.sh"])
def test_without_a_command_it_says_how_it_is_used(script):
    done = run(SERVICES / script)

    assert done.returncode == 2
    assert f"{script} COMMAND" in done.stderr


def test_a_folder_without_nodes_has_a_status_and_nothing_to_stop(tmp_path):
    script = SERVICES / "elasticsearch.sh"

    status = run(script, "status", tmp_path)

    assert (status.returncode, status.stderr) == (3, "")
    assert status.stdout == f"There is no Elasticsearch in {tmp_path}.\n"
    assert run(script, "stop", tmp_path).returncode == 0


def test_a_java_that_is_too_new_is_not_taken_and_the_right_one_is_named(tmp_path):
    home = tmp_path / "jdk-25"
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "java").write_text(
        "#!/bin/sh\necho 'openjdk version \"25.0.1\" 2025-10-21' >&2\n"
    )
    (home / "bin" / "java").chmod(0o755)
    for tool in ("sh", "dirname", "sed", "readlink"):
        (home / "bin" / tool).symlink_to(str(shutil.which(tool)))
    # Without the other Javas of this machine, wherever they are.
    script = tmp_path / "elasticsearch.sh"
    script.write_text(
        (SERVICES / script.name).read_text().replace("/usr/lib/jvm", str(tmp_path))
    )

    done = run(
        shutil.which("bash"),
        script,
        "java",
        PATH=str(home / "bin"),
        JAVA_HOME=str(home),
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert "needs a Java from 17 to 23" in done.stderr
    assert "deploy/system_packages.sh installs one" in done.stderr
