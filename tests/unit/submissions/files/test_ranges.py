"""Part of a file, and what is made of ranges that mean to confuse."""

from io import BytesIO

import pytest

from submissions.files.ranges import FilePart, RangeNotSatisfiableError, asked_part


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-3", range(4)),
        ("bytes=4-", range(4, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-99", range(10)),
        ("bytes=9-999999999999999999", range(9, 10)),
        ("bytes= 2-2 ", range(2, 3)),
    ],
)
def test_a_range_is_a_part_of_the_file(header: str, part: range) -> None:
    assert asked_part(header, 10) == part


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes=",
        "bytes=-",
        "bytes=5-3",
        "bytes=a-b",
        "lines=0-3",
        "bytes=0-3,5-6",
        "bytes=" + ",".join(["0-"] * 5000),
        "bytes=٣-٥",
        "bytes=" + "9" * 5000 + "-",
    ],
)
def test_what_is_no_single_range_is_answered_with_the_whole(header: str) -> None:
    assert asked_part(header, 10) is None


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_beyond_the_end_there_is_nothing(header: str) -> None:
    with pytest.raises(RangeNotSatisfiableError):
        asked_part(header, 10)


def test_a_part_is_read_to_its_end_and_no_further() -> None:
    file = BytesIO(b"0123456789")
    part = FilePart(file, range(2, 7))

    assert [part.read(3), part.read(3), part.read(3)] == [b"234", b"56", b""]
    part.close()
    assert file.closed
