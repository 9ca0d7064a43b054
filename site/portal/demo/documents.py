"""Documents of the filled portals: forms for everyday cases, to print and fill in."""

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from portal.demo.content import portal_key, read_list
from portal.demo.paper_forms import PaperForm, rich_text
from portal.demo.portals import portals_by_key
from portal.demo.progress import Progress

FORMS = (
    ("giay-uy-quyen", "Giấy ủy quyền nộp hồ sơ và nhận kết quả"),
    ("don-cap-lai-ket-qua", "Đơn đề nghị cấp lại kết quả bị mất, bị hỏng"),
    ("don-rut-ho-so", "Đơn đề nghị rút hồ sơ đã nộp"),
    ("phieu-gop-y", "Phiếu góp ý, phản ánh, kiến nghị"),
)


def load_documents(progress: Progress) -> int:
    """Attach the forms to portals that have no documents yet; what editors took out
    stays out as long as anything is left."""
    documents = get_document_model().objects
    portals = portals_by_key()
    told = [portals.get(portal_key(row)) for row in read_list("portals")]
    made = 0
    for portal in progress.over(told, "Văn bản"):
        if portal is None or portal.collection is None:
            continue
        if documents.filter(collection=portal.collection).exists():
            continue
        for slug, title in FORMS:
            form = PaperForm(slug=slug, title=title, addressee=portal.title)
            documents.create(
                title=f"Mẫu {title[0].lower()}{title[1:]}",
                file=ContentFile(rich_text(form).encode("ascii"), f"{slug}.rtf"),
                collection=portal.collection,
            )
            made += 1
    return made
