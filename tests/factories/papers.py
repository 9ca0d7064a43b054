"""Papers as citizens send them, small and real."""

from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfWriter

from submissions.dossiers.models import Dossier
from submissions.drafts.models import Draft
from submissions.files.models import Paper


def pdf(pages: int = 1) -> bytes:
    """A PDF of blank A4 pages."""
    return written(pdf_writer(pages))


def pdf_writer(pages: int = 1) -> PdfWriter:
    """The same, to be given what a paper should not have."""
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width=595, height=842)
    return writer


def written(writer: PdfWriter) -> bytes:
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def page_of_text(width: int = 1240, height: int = 1754) -> Image.Image:
    """A sheet with lines of print, black on white."""
    sheet = Image.new("RGB", (width, height), "#f0f0f0")
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(28)
    for top in range(80, height - 80, 56):
        pen.text((80, top), "Kinh gui Uy ban nhan dan " * 4, fill="#202020", font=font)
    return sheet


def packed(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def office_file(members: dict[str, bytes] | None = None) -> bytes:
    """A Word document, as far as its parts go."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
        for name, content in (members or {}).items():
            archive.writestr(name, content)
    return stream.getvalue()


def paper_of(owner: Dossier | Draft, content: bytes = b"%PDF", **changes: Any) -> Paper:
    """A paper of a dossier or a draft, stored as it is."""
    paper = Paper(
        **{
            "dossier" if isinstance(owner, Dossier) else "draft": owner,
            "field_id": "x",
            "original_name": "giay.pdf",
            "content_type": "application/pdf",
            "size": len(content),
            "sha256": sha256(content).hexdigest(),
            **changes,
        }
    )
    paper.file.save("giay.pdf", ContentFile(content), save=False)
    paper.save()
    return paper
