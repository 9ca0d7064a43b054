"""Photographs say nothing but what they show, and stand upright."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageFilter
from PIL.PngImagePlugin import PngInfo

from submissions.files.legibility import Legibility, legibility_of
from submissions.files.photographs import clean_photograph
from tests.factories.papers import packed, page_of_text

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def exif(orientation: int = 1) -> Image.Exif:
    told = Image.Exif()
    told[ORIENTATION] = orientation
    told[MAKE] = "Máy của Lan"
    told.get_ifd(GPS)[1] = "N"
    told.get_ifd(GPS)[2] = (16.0, 27.0, 46.0)
    return told


def cleaned(content: bytes, kind: str = "jpg") -> Image.Image:
    found = clean_photograph("anh", BytesIO(content), kind).content
    picture = Image.open(BytesIO(found))
    picture.load()
    return picture


def test_place_and_camera_are_left_out_and_the_picture_is_the_same_bit_for_bit() -> (
    None
):
    sheet = page_of_text()
    told = packed(sheet, exif=exif(), comment=b"Lan", xmp=b"<x:xmpmeta/>")

    content = clean_photograph("anh", BytesIO(told), "jpg").content

    assert content == packed(sheet)
    assert b"Lan" in told
    assert b"Lan" not in content


def test_what_hangs_behind_the_end_of_a_photograph_is_cut_off() -> None:
    whole = packed(page_of_text(), progressive=True)

    content = clean_photograph("anh", BytesIO(whole + b"film"), "jpg").content

    assert content == whole


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(3, (99, 49)), (6, (49, 0)), (8, (0, 99)), (2, (99, 0)), (5, (0, 0))],
)
@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_a_photograph_is_turned_upright(
    kind: str, orientation: int, corner: tuple[int, int]
) -> None:
    picture = Image.new("RGB", (100, 50), "white")
    picture.paste("black", (0, 0, 20, 20))
    name = {"jpg": "JPEG", "png": "PNG"}[kind]

    upright = cleaned(packed(picture, name, exif=exif(orientation)), kind)

    assert upright.size == ((50, 100) if orientation in {5, 6, 8} else (100, 50))
    assert max(upright.convert("RGB").getpixel(corner)) < 30
    assert dict(upright.getexif()) == {}


def test_an_orientation_that_no_camera_writes_turns_nothing() -> None:
    picture = Image.new("RGB", (100, 50), "white")

    assert cleaned(packed(picture, exif=exif(77))).size == (100, 50)


def test_remarks_of_a_drawing_are_left_out() -> None:
    told = PngInfo()
    told.add_text("Author", "Trần Thị Lan Anh")
    told.add_itxt("Place", "Phú Bài", zip=True)
    sheet = page_of_text()
    content = packed(sheet, "PNG", pnginfo=told, exif=exif(), dpi=(200, 200))

    found = clean_photograph("anh", BytesIO(content + b"rest"), "png").content

    assert found == packed(sheet, "PNG", dpi=(200, 200))


def test_the_colours_of_a_photograph_stay_what_they_are() -> None:
    profile = b"\0" * 128
    whole = packed(page_of_text(), icc_profile=profile, exif=exif(6))

    assert cleaned(whole).info["icc_profile"] == profile


def test_a_photograph_with_nothing_to_hide_is_kept_as_it_is() -> None:
    whole = packed(page_of_text())

    assert clean_photograph("anh", BytesIO(whole), "jpg").content == whole


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        (lambda sheet: sheet, Legibility.UNKNOWN),
        (lambda sheet: sheet.resize((400, 566)), Legibility.SMALL),
        (lambda sheet: sheet.point(lambda value: value // 6), Legibility.DARK),
        (lambda sheet: sheet.filter(ImageFilter.GaussianBlur(4)), Legibility.BLURRED),
        (lambda sheet: Image.new("RGB", sheet.size, "white"), Legibility.UNKNOWN),
        (lambda sheet: sheet.convert("1"), Legibility.UNKNOWN),
        (lambda sheet: sheet.convert("CMYK"), Legibility.UNKNOWN),
    ],
    ids=["sharp", "small", "dark", "blurred", "blank", "black and white", "for print"],
)
def test_a_hint_says_what_may_hinder_a_reader(change: Any, hint: Legibility) -> None:
    assert legibility_of(change(page_of_text())) == hint
