"""The one reader of the environment; a malformed value stops the start with its name."""

from pathlib import Path

import environ

env = environ.Env()

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(env.str("VAR", default=str(ROOT / "var"))).resolve()
