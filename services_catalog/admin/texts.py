"""Form fields in which lists are written as plain text, one thing a line."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WHO = ("citizen", "officer", "agency")
_HEAD = re.compile(
    r"(?P<title>.*?)\s*(?:\[(?P<who>\w*)\s*(?:;\s*(?P<duration>.*?))?\])?"
)
_RULE = re.compile(r"^\s*-{3,}\s*$", re.MULTILINE)
_DASH = re.compile(r"\s+[—–-]\s+")


class TextListField(forms.CharField):
    """Several things written in one box; the value is a list."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else self.write(value)

    def clean(self, value: Any) -> list[Any]:
        return self.read(super().clean(value))

    def write(self, things: list[Any]) -> str:
        return "\n".join(things)

    def read(self, text: str) -> list[Any]:
        return [line.strip() for line in text.splitlines() if line.strip()]


class LegalBasesField(TextListField):
    """`60/2014/QH13 — Luật Hộ tịch`, one a line."""

    def write(self, things: list[Any]) -> str:
        return "\n".join(
            " — ".join(part for part in (one["number"], one["title"]) if part)
            for one in things
        )

    def read(self, text: str) -> list[Any]:
        bases = []
        for line in super().read(text):
            number, *title = _DASH.split(line, maxsplit=1)
            bases.append(
                {"number": number, "title": title[0]}
                if title
                else {"number": "", "title": number}
            )
        return bases


class StepsField(TextListField):
    """Steps between lines of three dashes; the first line of each is its title, with
    who acts and how long it takes in brackets: `Nộp hồ sơ [citizen; 15 phút]`."""

    def write(self, things: list[Any]) -> str:
        return "\n---\n".join(self._written(one) for one in things)

    def _written(self, step: dict[str, str]) -> str:
        inside = "; ".join(part for part in (step["who"], step["duration"]) if part)
        if step["duration"] and not step["who"]:
            inside = f"; {inside}"
        # Brackets even when empty: else the text's first line would become the title.
        brackets = f"[{inside}]" if inside or not step["title"] else ""
        head = f"{step['title']} {brackets}".strip()
        return f"{head}\n{step['text']}".strip()

    def read(self, text: str) -> list[Any]:
        blocks = (block.strip() for block in _RULE.split(text.replace("\r\n", "\n")))
        return [self._step(block) for block in blocks if block]

    def _step(self, block: str) -> dict[str, str]:
        first, _line, rest = block.partition("\n")
        match = _HEAD.fullmatch(first.strip())
        who = (match["who"] if match else "") or ""
        if who and who not in WHO:
            message = _("Who acts is one of %(words)s, not “%(who)s”.") % {
                "words": ", ".join(WHO),
                "who": who,
            }
            raise ValidationError(message)
        return {
            "title": match["title"] if match else first,
            "text": rest.strip(),
            "who": who,
            "duration": (match["duration"] if match else "") or "",
        }
