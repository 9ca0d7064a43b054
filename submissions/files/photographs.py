"""Photographs: whole, of a size that fits into memory, upright, and silent about where
and by whom they were taken."""

from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext
from PIL import Image, ImageOps, UnidentifiedImageError

from submissions.files.legibility import Legibility, legibility_of
from submissions.files.metadata import stripped_jpeg, stripped_png
from submissions.files.refusals import PaperRefusedError

PHOTOGRAPHS = frozenset({"jpg", "png"})
# A telephone of 50 megapixels; three bytes each while it is looked at.
MOST_PIXELS = 64_000_000
_FORMATS = {"jpg": "JPEG", "png": "PNG"}
_ORIENTATION = 0x0112
# Turned, a JPEG is packed anew; at this quality nobody sees it.
_QUALITY = 90


@dataclass(frozen=True, slots=True)
class Photograph:
    """What is stored of a photograph, and whether a person could read it."""

    content: bytes
    legibility: Legibility


def clean_photograph(name: str, stream: BinaryIO, kind: str) -> Photograph:
    """Strip and turn; raises PaperRefusedError for one that is broken or too large.

    The picture itself is packed anew only if it lies on its side: everything else is
    done by leaving parts of the file out.
    """
    stream.seek(0)
    content = stream.read()
    stream.seek(0)
    try:
        orientation = _orientation(name, content, kind)
        strip = stripped_jpeg if kind == "jpg" else stripped_png
        content = strip(content)
        with Image.open(BytesIO(content), formats=[_FORMATS[kind]]) as image:
            image.load()
            if orientation != 1:
                turned = _turned(image, orientation)
                return Photograph(_packed(turned, image, kind), legibility_of(turned))
            return Photograph(content, legibility_of(image))
    except PaperRefusedError:
        raise
    except Image.DecompressionBombError as bomb:
        raise _too_many_pixels(name) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        message = gettext(
            "“%(name)s” is damaged or not complete. Take the photograph again, or send"
            " it from the telephone on which it was taken."
        )
        raise PaperRefusedError("damaged", message % {"name": name}) from error


def _orientation(name: str, content: bytes, kind: str) -> int:
    """How the camera was held, 1 to 8, of a picture that may be unpacked."""
    with Image.open(BytesIO(content), formats=[_FORMATS[kind]]) as image:
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise _too_many_pixels(name)
        orientation = image.getexif().get(_ORIENTATION, 1)
    return orientation if orientation in range(1, 9) else 1


def _too_many_pixels(name: str) -> PaperRefusedError:
    message = gettext(
        "“%(name)s” has more pixels than can be taken (%(most)d million). Take the"
        " photograph at a lower resolution."
    )
    said = {"name": name, "most": MOST_PIXELS // 1_000_000}
    return PaperRefusedError("too_many_pixels", message % said)


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    image.getexif()[_ORIENTATION] = orientation
    return ImageOps.exif_transpose(image)


def _packed(turned: Image.Image, original: Image.Image, kind: str) -> bytes:
    packed = BytesIO()
    profile = original.info.get("icc_profile")
    turned.info = {}
    turned.save(packed, _FORMATS[kind], quality=_QUALITY, icc_profile=profile, exif=b"")
    return packed.getvalue()
