"""Rules of the house that no linter sees (architecture 2)."""

import re
import subprocess

import pytest

from tests.architecture.sources import FOLDERS, ROOT, python_files

TOP_LEVEL = {
    *("site", "cms_pages", "services_catalog", "submissions", "search", "themes"),
    *("tests", "manage.py", "pyproject.toml", "README.md"),
    *("docs", "deploy", "Makefile", "LICENSE", "CHANGELOG.md"),
}
HOMELESS_NAMES = {"utils", "util", "common", "core", "helpers", "helper", "misc"}
LONGEST_FILE = 400


def tracked_files() -> list[str]:
    # Fixed words, no shell: the list of what belongs to the project.
    answer = subprocess.run(
        ["git", "-c", "core.quotePath=off", "ls-files"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.splitlines()


def test_site_is_a_plain_folder():
    """With an `__init__.py` it would shadow the standard library's `site`."""
    assert not (ROOT / "site" / "__init__.py").exists()


def test_the_top_level_holds_what_was_agreed():
    names = {name.split("/")[0] for name in tracked_files()}

    assert {name for name in names if not name.startswith(".")} == TOP_LEVEL


def test_no_file_is_a_drawer_for_everything():
    homeless = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if HOMELESS_NAMES & {part.removesuffix(".py") for part in path.parts}
    ]

    assert homeless == []


@pytest.mark.parametrize("folder", [*FOLDERS.values(), ROOT / "tests"], ids=str)
def test_files_stay_short(folder):
    long_files = {
        str(path.relative_to(ROOT)): lines
        for path in folder.rglob("*.py")
        if "migrations" not in path.parts
        and (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    }

    assert long_files == {}


def test_migrations_hold_no_block_definitions():
    """A new block or field kind needs no migration."""
    heavy = [
        path.name
        for path in python_files(migrations=True)
        if "migrations" in path.parts
        and re.search(r"wagtail\.blocks|block_lookup|StructBlock", path.read_text())
    ]

    assert heavy == []


def test_every_module_says_what_it_is():
    silent = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if (text := path.read_text()).strip()
        and not text.lstrip("#! \n").startswith(('"""', 'r"""', "usr/bin"))
    ]

    assert silent == []
