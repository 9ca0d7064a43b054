"""The two evaluators side by side: Python here, the browser's module in Node."""

import json
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from submissions.forms.rules.evaluating import answer_of, value_of

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[4]
MODULE = ROOT / "submissions/static/submissions/js/rules.js"
TODAY = date(2026, 11, 26)


def in_python(cases: Sequence[dict[str, Any]]) -> list[Any]:
    return [answer_of(value_of(case["rule"], case["answers"], TODAY)) for case in cases]


def in_node(cases: Sequence[dict[str, Any]]) -> list[Any]:
    done = subprocess.run(  # noqa: S603  # our own program
        ["node", FOLDER / "run_rules.mjs", MODULE.as_uri(), TODAY.isoformat()],  # noqa: S607
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    given: list[Any] = json.loads(done.stdout)
    return given
