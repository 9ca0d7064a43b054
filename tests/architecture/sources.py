"""The project's own sources, for the tests that read them."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Highest room first: each may import those after it, and none before it.
ROOMS = (
    "portal",
    "cms_pages",
    "submissions",
    "services_catalog",
    "search",
    "themes",
    "accounts",
    "outbox",
)
FOLDERS = {
    room: ROOT / ("site" if room in {"portal", "accounts", "outbox"} else "") / room
    for room in ROOMS
}
RANK = {
    "portal": 5,
    "cms_pages": 4,
    "submissions": 3,
    "services_catalog": 2,
    "search": 1,
    "themes": 0,
    "accounts": 0,
    "outbox": 0,
}


def python_files(*, migrations: bool = False) -> list[Path]:
    return [
        path
        for folder in FOLDERS.values()
        for path in sorted(folder.rglob("*.py"))
        if migrations or "migrations" not in path.parts
    ]


def templates() -> list[tuple[str, Path]]:
    """Every template with the room that owns it."""
    return [
        (room, path)
        for room, folder in FOLDERS.items()
        for path in sorted(folder.rglob("templates/**/*.*"))
        if path.suffix in {".html", ".txt", ".xml"}
    ]


def may_use(user: str, used: str) -> bool:
    """Whether a room may know another one."""
    return user == used or RANK[user] > RANK[used]
