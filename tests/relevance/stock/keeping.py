"""The baseline's answers, kept beside its database.

A question of a dozen words takes it seconds on SQLite, and what it answers changes only
with the records.
"""

import json
from dataclasses import astuple
from pathlib import Path

from tests.relevance.measuring import Answer, Ask


class Kept:
    """Answers by query, read from a file and written to it."""

    def __init__(self, path: Path, ask: Ask) -> None:
        self.path, self.ask = path, ask
        text = path.read_text(encoding="utf-8") if path.is_file() else "{}"
        self.answers = {query: Answer(*row) for query, row in json.loads(text).items()}

    def __call__(self, text: str) -> Answer:
        if text not in self.answers:
            self.answers[text] = self.ask(text)
            rows = {query: astuple(answer) for query, answer in self.answers.items()}
            self.path.write_text(json.dumps(rows), encoding="utf-8")
        return self.answers[text]
