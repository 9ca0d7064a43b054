"""Rules are edited, published and taken back; nothing that does not parse gets in."""

import pytest

from search.models import SynonymSet, SynonymVersion
from search.synonyms.current import rules_in_force, shipped_rules
from search.synonyms.rules import SynonymRulesError
from search.synonyms.services import (
    add_rule,
    publish_draft,
    restore_version,
    save_draft,
    synonyms,
)
from search.synonyms.shipped import shipped_text
from search.versions import DraftChangedError
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
FIRST, SECOND = "sổ hồng, giấy chứng nhận\n", "gpxd => giấy phép xây dựng\n"


@pytest.fixture
def user(db):
    return UserFactory.create(staff=True)


@pytest.fixture
def save(user):
    def save(text: str) -> None:
        save_draft(text=text, based_on=synonyms().fingerprint, user=user)

    return save


@pytest.fixture
def publish(save, user):
    def publish(text: str, note: str = "") -> SynonymVersion:
        save(text)
        return publish_draft(based_on=synonyms().fingerprint, note=note, user=user)

    return publish


def live() -> list[tuple]:
    return [rule.keys for rule in rules_in_force().rules]


def test_before_the_first_edit_the_rules_that_came_with_the_portal_hold():
    assert rules_in_force() == shipped_rules()
    assert synonyms().draft == synonyms().live == shipped_text()
    assert not SynonymSet.objects.exists()


def test_a_draft_changes_no_search(save):
    save(FIRST)

    assert (synonyms().draft, synonyms().live) == (FIRST, shipped_text())
    assert rules_in_force() == shipped_rules()


def test_publishing_keeps_who_and_why_and_what_was_before(publish, user):
    version = publish(FIRST, "Theo tổng đài")

    assert [rule.is_one_way for rule in rules_in_force().rules] == [False]
    assert (version.number, version.note) == (2, "Theo tổng đài")
    assert version.published_by == user
    shipped = SynonymVersion.objects.get(number=1)
    assert (shipped.text, shipped.published_by) == (shipped_text(), None)
    assert not synonyms().is_changed


@pytest.mark.parametrize(
    ("text", "line"),
    [("a, b\nc\n", 2), ("a => b\nb => a\n", 1), ("x, y\na => b => c", 2)],
)
def test_what_does_not_parse_changes_nothing(publish, save, text, line):
    publish(FIRST)
    in_force = rules_in_force()

    with pytest.raises(SynonymRulesError) as refused:
        save(text)

    assert refused.value.problems[0].line == line
    assert synonyms().draft == synonyms().live == FIRST
    assert rules_in_force() is in_force
    assert SynonymVersion.objects.count() == 2


def test_a_draft_that_does_not_parse_any_more_is_not_published(save, user):
    save(FIRST)
    SynonymSet.objects.update(draft="một mình\n")

    with pytest.raises(SynonymRulesError):
        publish_draft(based_on=synonyms().fingerprint, note="", user=user)

    assert rules_in_force() == shipped_rules()
    assert not SynonymVersion.objects.exists()


def test_nobody_overwrites_what_somebody_else_saved_meanwhile(save, user):
    seen = synonyms().fingerprint
    save(FIRST)

    with pytest.raises(DraftChangedError):
        save_draft(text=SECOND, based_on=seen, user=user)
    with pytest.raises(DraftChangedError):
        publish_draft(based_on=seen, note="", user=user)

    assert synonyms().draft == FIRST
    assert not SynonymVersion.objects.exists()


def test_lines_of_a_browser_are_lines(save):
    save("a, b\r\nc, d\r\n\r\n")

    assert synonyms().draft == "a, b\nc, d\n"


def test_a_rule_is_added_to_whatever_is_being_edited(save, user):
    save(FIRST)
    add_rule(rule="gpxd =>  giấy phép\nxây dựng", user=user)

    assert synonyms().draft == FIRST + SECOND
    with pytest.raises(SynonymRulesError) as refused:
        add_rule(rule="gpxd =>", user=user)
    assert refused.value.problems[0].line == 3
    assert synonyms().draft == FIRST + SECOND


def test_an_older_version_is_live_again_and_the_draft_follows(publish, user):
    publish(FIRST)
    publish(SECOND)

    version = restore_version(number=2, user=user)

    assert (version.number, version.text) == (4, FIRST)
    assert "2" in version.note
    assert synonyms().draft == synonyms().live == FIRST
    assert [rule.is_one_way for rule in rules_in_force().rules] == [False]


def test_taking_back_leaves_unpublished_work_alone(publish, save, user):
    publish(FIRST)
    save(SECOND)

    restore_version(number=1, user=user)

    assert (synonyms().draft, synonyms().live) == (SECOND, shipped_text())
    assert rules_in_force().rules == shipped_rules().rules


def test_an_old_version_that_does_not_parse_any_more_is_not_taken_back(publish, user):
    publish(FIRST)
    SynonymVersion.objects.filter(number=1).update(text="một mình\n")

    with pytest.raises(SynonymRulesError):
        restore_version(number=1, user=user)

    assert synonyms().live == FIRST
    assert SynonymVersion.objects.count() == 2
