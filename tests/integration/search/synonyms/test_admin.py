"""Synonyms in the administration, as somebody of the province uses them."""

import re
from html import unescape

import pytest
from django.urls import reverse

from search.models import SynonymSet, SynonymVersion
from search.synonyms.current import rules_in_force, shipped_rules
from search.synonyms.services import synonyms
from search.synonyms.shipped import shipped_text
from tests.integration.search.administration import signed_in, with_rights

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
EDIT = reverse("search-synonyms:edit")
ADD = reverse("search-synonyms:add-rule")
PUBLISH = reverse("search-synonyms:publish")
VERSIONS = reverse("search-synonyms:versions")
RULES = "sổ hồng, giấy chứng nhận\n"
OTHER = "gpxd => giấy phép xây dựng\n"


@pytest.fixture
def editor(db):
    return signed_in(with_rights("change_synonymset"))


@pytest.fixture
def save(editor):
    def save(text: str, based_on: str = ""):
        posted = {"text": text, "based_on": based_on or synonyms().fingerprint}
        return editor.post(EDIT, posted, follow=True)

    return save


@pytest.fixture
def publish(editor, save):
    def publish(text: str, note: str = ""):
        save(text)
        posted = {"based_on": synonyms().fingerprint, "note": note}
        return editor.post(PUBLISH, posted, follow=True)

    return publish


def html_of(answer) -> str:
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_first_edit_begins_with_the_rules_that_came_with_the_portal(editor):
    html = html_of(editor.get(EDIT))

    assert shipped_text().splitlines()[-1] in html
    assert not SynonymSet.objects.exists()


def test_a_saved_draft_shows_what_is_not_published(save):
    answer = save(shipped_text() + RULES)

    number = len(shipped_text().splitlines()) + 1
    assert [tuple(change) for change in answer.context["changes"]] == [
        ("added", number, RULES.strip())
    ]
    assert re.search(rf"{number}</span> <code>sổ hồng, giấy ch", html_of(answer))
    assert rules_in_force() == shipped_rules()


@pytest.mark.parametrize(
    ("text", "line", "shown"),
    [
        ("a, b\nmột mình\n", 2, "một mình"),
        ("a, b\nx => y\ny => x\n", 2, "x => y"),
        ("a, b\nx => y\ny => x\n", 3, "y => x"),
        ("a => b => c\n", 1, "a => b => c"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_nothing_is_saved(
    save, publish, text, line, shown
):
    publish(RULES)
    in_force = rules_in_force()

    answer = save(text)

    named = [(number, text_) for number, text_, _why in answer.context["problems"]]
    assert (line, shown) in named
    html = html_of(answer)
    assert re.search(
        rf'data-line="{line}">[^<]+</a></strong> <code>{shown}</code>', html
    )
    assert text.strip() in html
    assert synonyms().draft == synonyms().live == RULES
    assert rules_in_force() == in_force


def test_publishing_makes_the_draft_live(publish):
    html = html_of(publish(RULES, "Theo tổng đài"))

    assert "messages" in html
    assert len(rules_in_force().rules) == 1
    assert SynonymVersion.objects.get(number=2).note == "Theo tổng đài"


def test_an_old_page_publishes_nothing(editor, save):
    save(RULES)
    seen = synonyms().fingerprint
    save(OTHER)

    editor.post(PUBLISH, {"based_on": seen, "note": ""})

    assert rules_in_force() == shipped_rules()


def test_a_note_that_is_too_long_publishes_nothing(editor, save):
    save(RULES)

    editor.post(PUBLISH, {"based_on": synonyms().fingerprint, "note": "x" * 201})

    assert not SynonymVersion.objects.exists()


def test_two_editors_see_each_others_work(save):
    seen = synonyms().fingerprint
    save(RULES)

    answer = save(OTHER, based_on=seen)

    assert OTHER.strip() in html_of(answer)
    assert [change.text for change in answer.context["theirs"]] == [
        RULES.strip(),
        OTHER.strip(),
    ]
    assert synonyms().draft == RULES
    save(OTHER, based_on=answer.context["form"]["based_on"].value())
    assert synonyms().draft == OTHER


@pytest.mark.parametrize(
    ("posted", "line"),
    [
        ({"is_one_way": "on"}, "bìa tím => giấy chứng nhận"),
        ({}, "bìa tím, giấy chứng nhận"),
    ],
)
def test_a_rule_in_words_is_added(editor, posted, line):
    words = {"says": "bìa tím", "means": "giấy chứng nhận", **posted}

    answer = editor.post(ADD, words)

    assert answer.status_code == 302
    assert synonyms().draft.splitlines()[-1] == line
    assert rules_in_force() == shipped_rules()


def test_the_text_of_a_search_without_result_is_filled_in(editor):
    assert 'value="bia tim"' in html_of(editor.get(ADD, {"says": "bia tim"}))
    assert "<script>x" not in editor.get(ADD, {"says": '"><script>x'}).content.decode()


@pytest.mark.parametrize(
    "words",
    [
        {"says": "a # b", "means": "c"},
        {"says": "a => b", "means": "c"},
        {"says": "", "means": "c"},
        {"says": "?!", "means": "c"},
        {"says": "x,, y", "means": "c"},
        {"says": "bìa", "means": "bìa"},
    ],
)
def test_words_that_make_no_rule_are_refused(editor, words):
    answer = editor.post(ADD, {**words, "is_one_way": "on"})

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert synonyms().draft == shipped_text()


def test_versions_say_who_and_why_and_can_be_had_again(publish, editor):
    publish(RULES, "Theo tổng đài")
    publish(OTHER)
    listed = html_of(editor.get(VERSIONS))
    assert "Theo tổng đài" in listed
    assert listed.count("search-live") == 1

    page = editor.get(reverse("search-synonyms:version", args=[2]))
    assert RULES.strip() in html_of(page)
    assert [change.text for change in page.context["changes"]] == [
        OTHER.strip(),
        RULES.strip(),
    ]
    editor.post(reverse("search-synonyms:restore", args=[2]))

    assert synonyms().live == RULES
    assert SynonymVersion.objects.count() == 4


def test_what_is_live_needs_not_be_restored(publish, editor):
    publish(RULES)

    page = html_of(editor.get(reverse("search-synonyms:version", args=[2])))

    assert "khoi-phuc" not in page


@pytest.mark.parametrize(("view", "method"), [("version", "get"), ("restore", "post")])
def test_versions_that_never_were_are_not_found(editor, view, method):
    address = reverse(f"search-synonyms:{view}", args=[99])

    assert getattr(editor, method)(address).status_code == 404


def test_a_reader_reads_and_changes_nothing(publish):
    publish(RULES)
    reader = signed_in(with_rights("view_synonymset"))

    for address in (EDIT, VERSIONS, reverse("search-synonyms:version", args=[1])):
        html = html_of(reader.get(address))
        for action in (f'action="{PUBLISH}"', "khoi-phuc", 'type="submit"'):
            assert action not in html
    reader.post(EDIT, {"text": "a, b\n", "based_on": synonyms().fingerprint})
    reader.post(ADD, {"says": "a", "means": "b"})
    reader.post(PUBLISH, {"based_on": synonyms().fingerprint, "note": ""})
    reader.post(reverse("search-synonyms:restore", args=[1]))

    assert synonyms().draft == synonyms().live == RULES
    assert SynonymVersion.objects.count() == 2


def test_very_long_texts_are_refused(save):
    answer = save("a, b\n" * 150_000)

    assert answer.context["form"].errors
    assert not SynonymSet.objects.exists()
