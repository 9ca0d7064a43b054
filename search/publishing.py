"""Publishing and taking back in the administration, the same for rules and promotions.

Whatever goes live is what somebody looked at: the form carries the draft's fingerprint.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.admin import SearchAdminView
from search.synonyms.rules import SynonymRulesError
from search.versions import DraftChangedError, Version

READING = ("add", "change", "delete", "view")


class PublishForm(forms.Form):
    """Which draft was looked at, and why it goes live."""

    based_on = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = forms.CharField(
        label=gettext_lazy("What changes, in a few words"),
        max_length=200,
        required=False,
    )

    @classmethod
    def of(cls, based_on: str, name: str) -> "PublishForm":
        """Empty, for a draft; its fields are called by `name`, where a page has two."""
        return cls(initial={"based_on": based_on}, auto_id=f"{name}_%s")


def line(number: int, message: str) -> str:
    return _("Line %(number)d: %(message)s") % {"number": number, "message": message}


class PublishView(SearchAdminView):
    """Make a draft live: by POST, and only the draft that was looked at."""

    permission_required = "change"
    http_method_names = ("post", "options")
    service: ClassVar[Callable[..., Version]]
    # The name of the address to which this leads back.
    back: str

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PublishForm(request.POST)
        if form.is_valid():
            self._publish(**form.cleaned_data)
        else:
            messages.error(
                request, _("Not published: the note has more than 200 characters.")
            )
        return redirect(self.back)

    def _publish(self, *, based_on: str, note: str) -> None:
        try:
            version = type(self).service(
                based_on=based_on, note=note, user=self.request.user
            )
        except DraftChangedError:
            messages.error(
                self.request,
                _("The draft was changed meanwhile. Look at it again, then publish."),
            )
        except SynonymRulesError as error:
            for number, message in error.problems:
                messages.error(self.request, line(number, message))
        else:
            messages.success(
                self.request,
                _("Version %(number)d is live, in all portals within a second.")
                % {"number": version.number},
            )


class VersionsView(SearchAdminView):
    """What was live when, by whom and why."""

    any_permission_required = READING
    template_name = "search/admin/versions.html"
    version_model: type[Version]
    set_model: Any
    namespace: str

    def get(self, request: HttpRequest) -> HttpResponse:
        context = self.get_context_data(
            versions=self.version_model._default_manager.select_related("published_by"),
            live_id=self.live_id(),
            version_address=f"{self.namespace}:version",
            back=self.back_address(),
        )
        return render(request, self.template_name, context)

    def live_id(self) -> int | None:
        pk: int | None = self.set_model.objects.values_list("live", flat=True).first()
        return pk

    def back_address(self) -> str:
        raise NotImplementedError


class VersionView(VersionsView):
    """One version, and how it differs from what is live now."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:  # type: ignore[override]  # of one
        version = self.version_model._default_manager.filter(number=number).first()
        if version is None:
            raise Http404
        context = self.get_context_data(
            version=version,
            is_live=self.live_id() == version.pk,
            may_change=self.user_has_permission("change"),
            versions_address=f"{self.namespace}:versions",
            restore_address=f"{self.namespace}:restore",
            **self.about(version),
        )
        return render(request, self.template_name, context)

    def about(self, version: Any) -> dict[str, Any]:
        """What this version says, and what of it is not live."""
        raise NotImplementedError


class RestoreView(SearchAdminView):
    """Make an older version live again, by POST."""

    permission_required = "change"
    http_method_names = ("post", "options")
    service: ClassVar[Callable[..., Version]]
    version_model: type[Version]
    namespace: str

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        try:
            version = type(self).service(number=number, user=request.user)
        except self.version_model.DoesNotExist:
            raise Http404 from None
        except SynonymRulesError as error:
            for place, message in error.problems:
                messages.error(request, line(place, message))
        else:
            messages.success(
                request,
                _("What version %(old)d said is live again, as version %(new)d.")
                % {"old": number, "new": version.number},
            )
        return redirect(f"{self.namespace}:versions")
