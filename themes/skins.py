"""The skins that are installed: style sheets that set tokens and nothing else."""

from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "themes" / "skins"
DEFAULT = "province"

# A skin is added with a release, so the folder is read once a process.
SKINS = frozenset(file.stem for file in FOLDER.glob("*.css"))


def skin_stylesheet_path(skin: str) -> str:
    """The static path of a skin; the province's when no such skin is installed."""
    return f"themes/skins/{skin if skin in SKINS else DEFAULT}.css"
