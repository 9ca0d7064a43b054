"""Papers of the demo's dossiers: pictures that nobody takes for a real paper."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

_SIZE = (620, 877)
_WATERMARK = "SAMPLE  MAU"


def sample_paper(name: str) -> SimpleUploadedFile:
    """A blank sheet with a watermark, as the law asks of sample dossiers."""
    sheet = Image.new("RGB", _SIZE, "white")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((30, 30, _SIZE[0] - 30, _SIZE[1] - 30), outline="#766C80", width=2)
    for top in range(140, 620, 48):
        pen.line((80, top, _SIZE[0] - 80, top), fill="#D9D3DE", width=2)
    pen.text(
        (_SIZE[0] / 2, 720),
        _WATERMARK,
        fill="#5B2A83",
        font=ImageFont.load_default(64),
        anchor="mm",
    )
    file = BytesIO()
    sheet.save(file, "PNG", optimize=True)
    return SimpleUploadedFile(name, file.getvalue(), "image/png")
