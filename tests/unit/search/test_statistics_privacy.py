"""What of a typed text is counted, and what is never written down."""

import unicodedata

import pytest

from search.statistics.privacy import MAX_TEXT, countable


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Đăng ký  KHAI SINH", "dang ki khai sinh"),
        (unicodedata.normalize("NFD", "làm sổ đỏ"), "lam so do"),
        ("1.001193", "1 001193"),
        (
            "thủ tục 1.001193.000.00.00.H59 là gì",
            "thu tuc 1 001193 000 00 00 h59 la gi",
        ),
        ("nghị định 123/2021/NĐ-CP", "nghi dinh 123 2021 nd cp"),
        ("60/2014/QH13", "60 2014 qh13"),
        ("gọi 1022 hay 113", "goi 1022 hay 113"),
        ("mẫu CT01", "mau ct01"),
        ("thuế năm 2024", "thue nam 2024"),
        ("", ""),
        ("?!… ---", ""),
    ],
)
def test_words_are_kept_folded(typed, kept):
    assert countable(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "046194000777",
        "cccd 046 194 000 777",
        "số 046-194-000-777",
        "046.194.000.777",
        "04619 4000777",
        "0 4 6 1 9 4 0 0 0 7 7 7",
        "０４６１９４０００７７７",
        "191234567",
        "hộ chiếu B1234567",
        "0905123456",
        "+84 905 123 456",
        "(0234) 3822.123",
        "3822123",
        "lê văn tám 0905-123-456",
        "046194\u200b000777",
        "an.nguyen@example.vn",
        "gửi tới an @ example.vn",
        "H57.132-260804-0583",
        "h57.35.01-240101-0001",
        "h57-260804",
        "tra cứu 260804-0583",
        "sinh ngày 22/11/1990",
        "22-11-90",
        "75A-123.45",
        "75f1 12345",
        "mst 3300 123 456",
    ],
)
def test_numbers_and_addresses_of_persons_are_not_kept(typed):
    assert countable(typed) == ""


def test_long_texts_are_cut():
    kept = countable("giấy phép " * 40)

    assert len(kept) <= MAX_TEXT
    assert kept.startswith("giay phep giay phep")
    assert kept == kept.strip()


def test_what_is_cut_off_is_looked_at_all_the_same():
    assert countable("giấy phép " * 19 + "0905123456") == ""
