"""Several photographs of one paper become one document, a page each."""

from collections.abc import Iterable
from io import BytesIO
from typing import BinaryIO

from PIL import Image

# A4 at 200 dpi: what a counter's own scanner makes.
RESOLUTION = 200
_SHORT, _LONG = 1654, 2339
_QUALITY = 85
_PLAIN = frozenset({"L", "RGB", "CMYK"})


def joined_pdf(photographs: Iterable[BinaryIO]) -> bytes:
    """A PDF of photographs that were cleaned before, in the order given."""
    first, *others = [_sheet(photograph) for photograph in photographs]
    document = BytesIO()
    first.save(
        document,
        "PDF",
        resolution=RESOLUTION,
        quality=_QUALITY,
        save_all=True,
        append_images=others,
    )
    return document.getvalue()


def _sheet(photograph: BinaryIO) -> Image.Image:
    """Scaled down to a page, never up; on white where it was transparent."""
    photograph.seek(0)
    with Image.open(photograph) as opened:
        picture: Image.Image = opened
        if picture.mode not in _PLAIN:
            picture = _on_white(picture)
        is_wide = picture.width > picture.height
        picture.thumbnail((_LONG, _SHORT) if is_wide else (_SHORT, _LONG))
        return picture.convert("L" if picture.mode == "L" else "RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    drawn = picture.convert("RGBA")
    sheet = Image.new("RGB", drawn.size, "white")
    sheet.paste(drawn, mask=drawn.getchannel("A"))
    return sheet
