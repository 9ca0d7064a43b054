"""Editing, publishing and taking back synonym rules. What does not parse gets in
nowhere: `SynonymRulesError` names the lines, and everything stays as it was."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from search.in_force import published
from search.models import SynonymSet, SynonymVersion
from search.synonyms.rules import parse_rules
from search.synonyms.shipped import shipped_text
from search.versions import DraftChangedError, fingerprint, next_number


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Both texts; until the first edit both are the one that came with the portal."""

    draft: str
    live: str

    @property
    def is_changed(self) -> bool:
        return self.draft != self.live

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.draft)


def synonyms() -> Synonyms:
    """What is being edited, and what is live."""
    held = SynonymSet.objects.select_related("live").first()
    if held is None:
        return Synonyms(draft=shipped_text(), live=shipped_text())
    live = held.live.text if held.live else shipped_text()
    return Synonyms(draft=held.draft, live=live)


@transaction.atomic
def save_draft(*, text: str, based_on: str, user: Any) -> SynonymSet:
    """Keep a text of rules that parses; `based_on` is the fingerprint of the draft that
    the person began with: nobody's lines are overwritten unseen."""
    lines = "\n".join(text.splitlines()).rstrip() + "\n"
    parse_rules(lines)
    held = _locked()
    if fingerprint(held.draft) != based_on:
        raise DraftChangedError
    held.draft, held.edited_by = lines, user
    held.save()
    return held


@transaction.atomic
def add_rule(*, rule: str, user: Any) -> SynonymSet:
    """Append one line to the draft, whoever else is editing it."""
    held = _locked()
    text = f"{held.draft.rstrip()}\n{' '.join(rule.split())}\n"
    return save_draft(text=text, based_on=fingerprint(held.draft), user=user)


@transaction.atomic
def publish_draft(*, based_on: str, note: str, user: Any) -> SynonymVersion:
    """Make the draft that was looked at live, in every process within a second."""
    held = _locked()
    if fingerprint(held.draft) != based_on:
        raise DraftChangedError
    parse_rules(held.draft)
    return _make_live(held, held.draft, note, user)


@transaction.atomic
def restore_version(*, number: int, user: Any) -> SynonymVersion:
    """Make an older text live again, as a new version. The draft follows, unless it
    holds work that is not published yet."""
    version = SynonymVersion.objects.get(number=number)
    parse_rules(version.text)
    held = _locked()
    live = held.live.text if held.live else shipped_text()
    if held.draft == live:
        held.draft = version.text
    note = _("Version %(number)d again") % {"number": number}
    return _make_live(held, version.text, note, user)


def _locked() -> SynonymSet:
    SynonymSet.objects.get_or_create(pk=1, defaults={"draft": shipped_text()})
    return SynonymSet.objects.select_for_update(of=("self",)).get(pk=1)


def _make_live(held: SynonymSet, text: str, note: str, user: Any) -> SynonymVersion:
    if held.live is None:
        # So that it can be compared with, and had again, after later releases as well.
        SynonymVersion.objects.create(
            number=next_number(SynonymVersion),
            text=shipped_text(),
            note=_("As it came with the portal"),
        )
    version = SynonymVersion.objects.create(
        number=next_number(SynonymVersion), text=text, note=note, published_by=user
    )
    held.live = version
    held.save()
    published()
    return version
