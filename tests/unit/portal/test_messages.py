"""The catalogues of messages: whole, sound, and up to date with the sources."""

import re
import shutil
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import wagtail.admin
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext, override
from django.utils.translation.trans_real import DjangoTranslation

from tests.architecture.sources import FOLDERS, ROOT, templates

LOCALE = ROOT / "site" / "portal" / "locale"
LIBRARIES = LOCALE.parent / "library_locale"
COLLECT = "make collect-messages, then translate what is new"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w+\}")
EDGE = re.compile(r"^\s|\s$")
# Names that are written alike in both languages.
SAME_IN_BOTH = {"REST API", "%(amount)s đồng", "%(weekday)s, %(day)s"}


def catalogue(language: str, folder: Path = LOCALE) -> Catalog:
    path = folder / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def texts(one: Any) -> tuple[str, ...]:
    """The text of a message, or its plural forms."""
    return (one,) if isinstance(one, str) else tuple(one)


def keys_of(found: Catalog) -> set[tuple[str, tuple[str, ...]]]:
    return {(message.context or "", texts(message.id)) for message in found} - {
        ("", ("",))
    }


def test_every_message_is_said_in_vietnamese() -> None:
    missing = [
        message.id
        for message in messages("vi")
        if message.fuzzy or not all(text.strip() for text in texts(message.string))
    ]

    assert missing == []


def test_no_message_keeps_its_english_words() -> None:
    untouched = {
        texts(message.id)[0]
        for message in messages("vi")
        if texts(message.string)[0] == texts(message.id)[0]
    }

    assert untouched - SAME_IN_BOTH == set()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_placeholders_are_equal_on_both_sides(language: str) -> None:
    unequal = [
        (message.id, text)
        for message in messages(language)
        for text in texts(message.string)
        if text
        and set(PLACEHOLDER.findall(text))
        != set(PLACEHOLDER.findall(texts(message.id)[-1]))
    ]

    assert unequal == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_texts_are_composed_unicode_without_stray_spaces(language: str) -> None:
    bad = [
        text
        for message in messages(language)
        for text in texts(message.string)
        if not unicodedata.is_normalized("NFC", text)
        or (EDGE.search(text) and not EDGE.search(texts(message.id)[0]))
    ]

    assert bad == []


def test_vietnamese_has_one_plural_form_and_english_two() -> None:
    assert (catalogue("vi").num_plurals, catalogue("en").num_plurals) == (1, 2)
    assert all(
        all(texts(message.string))
        for message in messages("en")
        if isinstance(message.id, tuple)
    )


def test_words_of_the_libraries_are_whole_and_repeat_none_of_ours() -> None:
    added = catalogue("vi", LIBRARIES)

    unsound = [
        message.id
        for message in added
        if message.id
        and (
            message.fuzzy
            or not all(texts(message.string))
            or set(PLACEHOLDER.findall(texts(message.string)[0]))
            != set(PLACEHOLDER.findall(texts(message.id)[-1]))
        )
    ]
    assert unsound == []
    assert keys_of(added) & keys_of(catalogue("vi")) == set()


def test_editors_read_the_libraries_in_vietnamese() -> None:
    with override("vi"):
        said = {one: gettext(one) for one in ("Save draft", "Images", "Edit this page")}

    assert said == {
        "Save draft": "Lưu bản nháp",
        "Images": "Hình ảnh",
        "Edit this page": "Sửa trang này",
    }


def test_the_scripts_of_the_administration_speak_vietnamese() -> None:
    """What Wagtail's scripts draw, in the catalogue that its pages load."""
    folder = Path(wagtail.admin.__file__).parent / "locale"
    with (folder / "en" / "LC_MESSAGES" / "djangojs.po").open("rb") as file:
        drawn = [texts(message.id) for message in read_po(file) if message.id]
    spoken = DjangoTranslation("vi", domain="djangojs", localedirs=[str(folder)])

    untouched = [
        one
        for one in drawn
        if (spoken.ngettext(*one, 2) if len(one) == 2 else spoken.gettext(*one)) in one
    ]
    assert len(drawn) > 80
    # Nothing but two placeholders.
    assert untouched == [("%(time_zone_option)s: %(localized_time_zone_label)s",)]


def test_catalogues_hold_exactly_the_messages_of_the_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shutil.which("msgfmt"), "the system package gettext is needed"
    ignored = shutil.ignore_patterns("__pycache__", "*.mo", "static")
    for folder in FOLDERS.values():
        copy = tmp_path / folder.relative_to(ROOT)
        shutil.copytree(folder, copy, ignore=ignored)
    locale = tmp_path / LOCALE.relative_to(ROOT)
    monkeypatch.setattr(settings, "LOCALE_PATHS", [locale])
    monkeypatch.chdir(tmp_path)

    call_command("makemessages", locale=["vi"], no_obsolete=True, verbosity=0)

    wanted = keys_of(catalogue("vi", locale))
    for language in ("vi", "en"):
        held = keys_of(catalogue(language))
        assert wanted - held == set(), f"not collected ({language}): {COLLECT}"
        assert held - wanted == set(), f"used no more ({language}): {COLLECT}"


def test_the_compiled_catalogue_wins_over_those_of_the_libraries() -> None:
    """Django says "Trang Chủ" and Wagtail has no word for some of these."""
    with override("vi"):
        said = {one: gettext(one) for one in ("Home", "Time", "All", "Next", "Search")}

    assert said == {
        "Home": "Trang chủ",
        "Time": "Thời hạn",
        "All": "Tất cả",
        "Next": "Trang sau",
        "Search": "Tìm kiếm",
    }


class _Visible(HTMLParser):
    """Collects what a template itself says to people, outside of any tag of Django."""

    SPOKEN = frozenset({"alt", "aria-label", "placeholder", "title"})
    SILENT = frozenset({"script", "style", "svg"})

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self.SILENT
        self.said += [value for name, value in attrs if name in self.SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self.SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


_DJANGO = (
    re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}", re.DOTALL),
    re.compile(r"{% blocktranslate.*?{% endblocktranslate %}", re.DOTALL),
    re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL),
)
_WORD = re.compile(r"[^\W\d_]{2,}")


def _untranslated(source: str) -> list[str]:
    for pattern in _DJANGO:
        source = pattern.sub("", source)
    visible = _Visible()
    visible.feed(source)
    visible.close()
    return [text.strip() for text in visible.said if _WORD.search(text)]


def test_a_template_that_speaks_without_gettext_is_found() -> None:
    source = '<p title="{{ name }}">{% translate "Yes" %}</p><img alt="A gate">Sent'

    assert _untranslated(source) == ["A gate", "Sent"]


# The gallery under DEBUG shows examples, in Vietnamese: they are content. The last is
# the inside of a tag, attributes alone.
SPEAK_NOT = {"gallery", "attributes.html"}


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=str(path.relative_to(ROOT)))
        for _, path in templates()
        if path.suffix in {".html", ".txt"} and not SPEAK_NOT & set(path.parts)
    ],
)
def test_templates_say_everything_through_gettext(path: Path) -> None:
    assert _untranslated(path.read_text()) == []
