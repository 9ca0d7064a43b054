import pytest

from search.syllables import is_syllable, run_together, without_keystrokes


@pytest.mark.parametrize(
    "word",
    ["khai", "sinh", "nghieng", "quyet", "gia", "uy", "yen", "a", "giay", "thuong"],
)
def test_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["", "sinhh", "ddang", "khaisinh", "gpxd", "web", "1"])
def test_what_is_none(word):
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddang", "dang"),
        ("dawng", "dang"),
        ("kys", "ki"),
        ("duwowcj", "duoc"),
        ("ddaats", "dat"),
        ("ddaast", "dat"),
        ("thuwowngf", "thuong"),
        ("hooj", "ho"),
        ("tuj", "tu"),
        ("d9ang8", "dang"),
        ("ky1", "ki"),
        ("du7o71i", "duoi"),
    ],
)
def test_keystrokes_are_taken_off(typed, meant):
    assert without_keystrokes(typed) == meant


@pytest.mark.parametrize("word", ["khai", "gpxd", "website", "đường", "2024", ""])
def test_what_nobody_struck_is_left(word):
    assert without_keystrokes(word) == ""


def test_words_run_together_are_cut_into_the_fewest_syllables_first():
    assert run_together("khaisinh")[0] == ("khai", "sinh")
    assert run_together("dangkykhaisinh")[0] == ("dang", "ki", "khai", "sinh")
    assert ("ket", "hon") in run_together("kethon")


@pytest.mark.parametrize("word", ["khai", "gpxd", "website", "x" * 41, "1234"])
def test_what_is_one_word_is_not_cut(word):
    assert run_together(word) == ()
