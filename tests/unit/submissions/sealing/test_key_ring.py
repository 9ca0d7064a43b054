"""The key ring: sealed text opens with the right key, in the right column, or never."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from submissions.sealing.key_ring import KeyRing, UnsealError

OLD, NEW = "old:" + "ab" * 32, "new:" + "cd" * 32
COLUMN = "submissions.draft.applicant"


def test_a_sealed_value_shows_nothing_and_opens_again() -> None:
    ring = KeyRing([OLD])

    sealed = ring.seal("046190001234", COLUMN)

    assert sealed.startswith("s1.old.")
    assert "046190001234" not in sealed
    assert ring.unseal(sealed, COLUMN) == "046190001234"
    assert ring.seal("046190001234", COLUMN) != sealed


def test_after_rotation_old_values_open_and_new_ones_use_the_new_key() -> None:
    sealed = KeyRing([OLD]).seal("Trần Thị Lan", COLUMN)
    ring = KeyRing([NEW, OLD])

    assert ring.unseal(sealed, COLUMN) == "Trần Thị Lan"
    assert ring.seal("Trần Thị Lan", COLUMN).startswith("s1.new.")
    with pytest.raises(UnsealError, match=COLUMN):
        KeyRing([NEW]).unseal(sealed, COLUMN)


def test_a_value_of_one_column_opens_in_no_other() -> None:
    ring = KeyRing([OLD])
    sealed = ring.seal("bí mật", COLUMN)

    with pytest.raises(UnsealError):
        ring.unseal(sealed, "submissions.draft.sealed_answers")


@pytest.mark.parametrize("place", [0, 5, 9, 12, 30, -2])
def test_a_value_changed_anywhere_is_refused(place: int) -> None:
    ring = KeyRing([OLD])
    sealed = ring.seal("một câu trả lời đủ dài", COLUMN)
    other = "B" if sealed[place] != "B" else "C"
    changed = sealed[:place] + other + sealed[place % len(sealed) + 1 :]

    with pytest.raises(UnsealError):
        ring.unseal(changed, COLUMN)


@pytest.mark.parametrize(
    "value", ["plain", "s1.old", "s1.old.", "s1.old.!!", "s2.old.AA"]
)
def test_what_was_never_sealed_is_refused(value: str) -> None:
    with pytest.raises(UnsealError):
        KeyRing([OLD]).unseal(value, COLUMN)


def test_the_blind_index_finds_equal_values_under_every_key() -> None:
    before = KeyRing([OLD]).blind_indexes("046190001234", COLUMN)
    after = KeyRing([NEW, OLD]).blind_indexes("046190001234", COLUMN)

    assert len(before) == 1
    assert len(after) == 2
    assert before[0] == after[1]
    assert KeyRing([OLD]).blind_indexes("046190001235", COLUMN) != before
    assert KeyRing([OLD]).blind_indexes("046190001234", "other") != before


@pytest.mark.parametrize(
    "entries", [[], ["k:00"], ["k:" + "zz" * 32], [":" + "00" * 32], ["00" * 32]]
)
def test_a_malformed_ring_stops_the_start_by_name(entries: list[str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS"):
        KeyRing(entries)
