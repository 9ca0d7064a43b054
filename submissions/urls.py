"""Public addresses of this room: tracking, receipts, the citizen's own pages."""

from django.urls import path

from submissions.account import views as account
from submissions.copies import views as copies
from submissions.drafts.pages import resume
from submissions.receipts import views as receipts
from submissions.receipts.access import by_account, by_receipt
from submissions.tracking import views as tracking

RECEIPT = "bien-nhan/<str:token>/"
OWN = "cua-toi/ho-so/<str:code>/"

urlpatterns = [
    path("tra-cuu/", tracking.tracking_search, name="tracking_search"),
    path("tra-cuu/<str:code>/", tracking.tracking_result, name="tracking_result"),
    path(
        "tra-cuu/<str:code>/ban-sao/<slug:fingerprint>/",
        copies.confirm,
        name="confirm_copy",
    ),
    path(RECEIPT, by_receipt(receipts.dossier_page), name="receipt"),
    path(f"{RECEIPT}bo-sung/", by_receipt(receipts.supplement_reply)),
    path(f"{RECEIPT}rut/", by_receipt(receipts.withdrawal)),
    path(f"{RECEIPT}tin-nhan/", by_receipt(receipts.message)),
    path(f"{RECEIPT}ban-sao/", by_receipt(copies.own_copy)),
    path(f"{RECEIPT}tep/<uuid:public_id>/", by_receipt(receipts.paper)),
    path("tiep-tuc/<str:secret>/", resume, name="resume_draft"),
    path("cua-toi/", account.account, name="account"),
    path("cua-toi/tin-nhan/", account.inbox, name="account_messages"),
    path("cua-toi/giay-to/", account.documents, name="account_documents"),
    path("cua-toi/ho-so-ca-nhan/", account.profile, name="account_profile"),
    path("cua-toi/manh/nguoi-dung/", account.user_fragment, name="user_fragment"),
    path(OWN, by_account(receipts.dossier_page), name="account_dossier"),
    path(f"{OWN}bo-sung/", by_account(receipts.supplement_reply)),
    path(f"{OWN}rut/", by_account(receipts.withdrawal)),
    path(f"{OWN}tin-nhan/", by_account(receipts.message)),
    path(f"{OWN}ban-sao/", by_account(copies.own_copy)),
    path(
        f"{OWN}tep/<uuid:public_id>/", by_account(receipts.paper), name="account_paper"
    ),
]
