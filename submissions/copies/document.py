"""The printed copy of a submission: PDF/A-2u, made from its record and nothing else.

Equal records give equal bytes. All letters are embedded; one that the font lacks is
printed by its number, so that nothing is left out.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno
from django.utils import translation
from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont
from fpdf import FPDF, XPos, YPos

from submissions.clock.working_hours import ZONE
from themes.addresses import address_of

FONTS = Path(__file__).with_name("fonts")
REGULAR, BOLD = FONTS / "be-vietnam-pro-400.ttf", FONTS / "be-vietnam-pro-700.ttf"
FAMILY = "be-vietnam-pro"
# Millimetres, on A4.
MARGIN, QR_SIDE = 20.0, 30.0
INK, MUTED, LINE = (27, 31, 36), (82, 90, 101), (205, 210, 216)


def pdf_of(record: Mapping[str, Any], fingerprint: str) -> bytes:
    """The copy, in the language in which the dossier was submitted."""
    with translation.override(record["language"]):
        page = _Copy(record, fingerprint)
        page.draw()
        return bytes(page.output())


class _Copy(FPDF):
    def __init__(self, record: Mapping[str, Any], fingerprint: str) -> None:
        super().__init__(format="A4", enforce_compliance="PDF/A-2U")
        self.record, self.fingerprint = record, fingerprint
        self.add_font(FAMILY, "", REGULAR)
        self.add_font(FAMILY, "B", BOLD)
        self.set_margin(MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(auto=True, margin=MARGIN + 6)
        self.set_title(f"{_('Copy of the dossier')} {record['code']}")
        self.set_lang(record["language"])
        self.set_creation_date(datetime.fromisoformat(record["submitted_at"]))

    def footer(self) -> None:
        self.set_y(-MARGIN)
        self._face(7.5, MUTED)
        code, short = self.record["code"], self.fingerprint[:16]
        page = _("page %(number)d of %(all)s") % {
            "number": self.page_no(),
            "all": "{nb}",
        }
        self.cell(0, 5, f"{code} · {short} · {page}", align="C")

    def draw(self) -> None:
        self.add_page()
        self._head()
        for step in self.record["steps"]:
            self._step(step)
        if self.record["declaration"]:
            self._heading(_("Declaration"))
            self._text(self.record["declaration"])
        self._proof()

    def _head(self) -> None:
        top = self.get_y()
        self._qr(self.w - MARGIN - QR_SIDE, top)
        width = self.epw - QR_SIDE - 6
        self._face(9.5, MUTED)
        self._line(self.record["received_by"]["name"].upper(), 5, width)
        self.ln(2)
        self._face(17, INK, bold=True)
        self._line(_("Copy of the dossier"), 8, width)
        self._face(12, INK, bold=True)
        self._line(self.record["code"], 6.5, width)
        self.set_y(max(self.get_y(), top + QR_SIDE) + 4)
        for label, value in self._facts():
            self._pair(label, value)

    def _facts(self) -> list[tuple[str, str]]:
        form, procedure = self.record["form"], self.record["procedure"]
        at = datetime.fromisoformat(self.record["submitted_at"]).astimezone(ZONE)
        version = _("%(title)s, version %(number)d") % form
        about = f"{procedure['code']} · {procedure['name']}" if procedure else ""
        facts = [
            (_("Submitted"), f"{at:%d/%m/%Y %H:%M:%S}"),
            (_("Procedure"), about),
            (_("Form"), version),
            (_("Received by"), self.record["received_by"]["name"]),
            (_("Decided by"), self.record["decided_by"]["name"]),
        ]
        return [(label, value) for label, value in facts if value]

    def _step(self, step: Mapping[str, Any]) -> None:
        self._heading(step["title"])
        for answer in step["answers"]:
            if answer["papers"]:
                papers = "\n".join(map(_paper_line, answer["papers"]))
                self._pair(answer["label"], papers)
            else:
                self._pair(answer["label"], answer["text"] or "–")

    def _proof(self) -> None:
        """How a reader of the paper finds out that it says what was submitted."""
        self._heading(_("How to check this copy"))
        self._text(
            _(
                "Open the address in the QR code. The portal says whether this"
                " fingerprint is that of the dossier as it was submitted, and compares"
                " the file of this copy with the one it keeps."
            )
        )
        self._pair(_("Fingerprint"), " ".join(_groups(self.fingerprint)))
        form_hash = " ".join(_groups(self.record["form"]["sha256"]))
        self._pair(_("Hash of the form"), form_hash)

    def _heading(self, text: str) -> None:
        if self.will_page_break(24):
            self.add_page()
        self.ln(4)
        self.set_draw_color(*LINE)
        self.line(MARGIN, self.get_y(), self.w - MARGIN, self.get_y())
        self.ln(2.5)
        self._face(12, INK, bold=True)
        self._line(text, 6.5)
        self.ln(1)

    def _pair(self, label: str, value: str) -> None:
        """A question above its answer: neither is ever too long for its column."""
        if self.will_page_break(11):
            self.add_page()
        self._face(8.5, MUTED)
        self._line(label, 4.2)
        self._text(value)
        self.ln(1.6)

    def _text(self, text: str) -> None:
        self._face(10.5, INK)
        self._line(text, 5.2)

    def _line(self, text: str, height: float, width: float = 0) -> None:
        self.multi_cell(
            width,
            height,
            _printable(text),
            align="L",
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )

    def _face(
        self, size: float, color: tuple[int, int, int], *, bold: bool = False
    ) -> None:
        self.set_font(FAMILY, "B" if bold else "", size)
        self.set_text_color(*color)

    def _qr(self, left: float, top: float) -> None:
        drawn = segno.make(check_address(self.record["code"], self.fingerprint))
        side, _side = drawn.symbol_size(border=0)
        unit = QR_SIDE / side
        self.set_fill_color(*INK)
        for row, modules in enumerate(drawn.matrix):
            for start, length in _runs(modules):
                x, y = left + start * unit, top + row * unit
                self.rect(x, y, length * unit, unit, style="F")


def check_address(code: str, fingerprint: str) -> str:
    """Where anyone who holds the copy finds out whether it is true."""
    return f"{address_of('tracking', code, absolute=True)}ban-sao/{fingerprint}/"


def _paper_line(paper: Mapping[str, Any]) -> str:
    return f"{paper['name']} · SHA-256 {paper['sha256'][:16]}…"


def _groups(digits: str) -> list[str]:
    return [digits[i : i + 8] for i in range(0, len(digits), 8)]


def _runs(modules: Any) -> list[tuple[int, int]]:
    """Dark modules that stand side by side, as (first, how many)."""
    runs: list[tuple[int, int]] = []
    for index, dark in enumerate(modules):
        if dark and runs and sum(runs[-1]) == index:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((index, 1))
    return runs


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    """What both cuts of the font can print."""
    cuts = [frozenset(TTFont(path).getBestCmap()) for path in (REGULAR, BOLD)]
    return frozenset.intersection(*cuts)


def _printable(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(
        each if each == "\n" or ord(each) in _letters() else f"[U+{ord(each):04X}]"
        for each in lines
    )
