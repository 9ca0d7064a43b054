"""Files of everyday phrases: what is read of them, and what is refused by name."""

from pathlib import Path

import pytest

from services_catalog.procedures.everyday.reading import (
    Everyday,
    EverydayPhrasesError,
    read_everyday,
)

ENTRY = """
- about: Khai sinh
  codes: ["1.001193", "1.001194"]
  demand: 4
  phrases: [làm giấy khai sinh, khai sinh cho bé]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "noi.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_codes_of_an_entry_are_called_the_same(tmp_path):
    told = read_everyday(written(tmp_path, ENTRY))

    everyday = Everyday(("làm giấy khai sinh", "khai sinh cho bé"), 60)
    assert told == {"1.001193": everyday, "1.001194": everyday}


def test_marks_apart_from_their_letters_are_put_together(tmp_path):
    apart = ENTRY.replace("bé", "be\u0301")

    told = read_everyday(written(tmp_path, apart))

    assert told["1.001193"].phrases[1] == "khai sinh cho bé"


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("  demand: 4\n", "", "entry 1: it is a mapping of about, codes"),
        ("demand: 4", "demand: 6", "entry 1: demand: a number from 1 to 5"),
        ("demand: 4", "demand: yes", "entry 1: demand: a number from 1 to 5"),
        ("demand: 4", "demand: [4]", "entry 1: demand: a number from 1 to 5"),
        ('"1.001193", ', "1.001193, ", "entry 1: codes: a list of texts"),
        ('"1.001194"', '"1.00119"', "entry 1: codes: 1.00119 is no national code"),
        ("[làm giấy khai sinh, khai sinh cho bé]", "[]", "entry 1: phrases: a list"),
        ("khai sinh cho bé]", "' ']", "entry 1: phrases: a list of texts"),
        ("bé]", "bé", "noi.yaml: "),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(tmp_path, before, after, problem):
    assert before in ENTRY
    path = written(tmp_path, ENTRY.replace(before, after, 1))

    with pytest.raises(EverydayPhrasesError, match=problem):
        read_everyday(path)


@pytest.mark.parametrize("text", ["", "about: Khai sinh", "khai sinh"])
def test_a_file_that_is_no_list_is_refused(tmp_path, text):
    with pytest.raises(EverydayPhrasesError, match=r"noi\.yaml: a list is expected"):
        read_everyday(written(tmp_path, text))


def test_a_code_told_twice_is_refused(tmp_path):
    twice = written(tmp_path, ENTRY + ENTRY.replace('"1.001193", ', ""))

    with pytest.raises(EverydayPhrasesError, match=r"entry 2: codes: 1\.001194 stands"):
        read_everyday(twice)


def test_a_file_of_another_encoding_is_refused(tmp_path):
    path = tmp_path / "noi.yaml"
    path.write_bytes(ENTRY.encode("utf-16"))

    with pytest.raises(EverydayPhrasesError, match=r"noi\.yaml: "):
        read_everyday(path)
