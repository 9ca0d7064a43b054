"""Synonyms in the administration: edit, compare, publish, take back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.admin import SearchAdminView, SearchViewSet
from search.models import SynonymSet, SynonymVersion
from search.publishing import (
    READING,
    PublishForm,
    PublishView,
    RestoreView,
    VersionsView,
    VersionView,
    line,
)
from search.synonyms.differences import differences
from search.synonyms.forms import RuleForm, RulesForm
from search.synonyms.rules import Problem, SynonymRulesError
from search.synonyms.services import (
    add_rule,
    publish_draft,
    restore_version,
    save_draft,
    synonyms,
)
from search.versions import DraftChangedError

NAMESPACE = "search-synonyms"
EDIT = f"{NAMESPACE}:edit"


class SynonymsView(SearchAdminView):
    model = SynonymSet
    page_title = gettext_lazy("Synonyms")
    header_icon = "list-ul"

    @property
    def may_change(self) -> bool:
        return bool(self.user_has_permission("change"))


class EditView(SynonymsView):
    """The draft as one text; what does not parse is named by its lines and not kept."""

    any_permission_required = READING

    def get(self, request: HttpRequest) -> HttpResponse:
        held = synonyms()
        initial = {"text": held.draft, "based_on": held.fingerprint}
        return self._page(RulesForm(initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        self.require("change")
        form = RulesForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        typed = form.cleaned_data
        try:
            save_draft(
                text=typed["text"], based_on=typed["based_on"], user=request.user
            )
        except SynonymRulesError as error:
            return self._page(form, problems=error.problems)
        except DraftChangedError:
            return self._page_of_two_editors(form)
        messages.success(
            request, _("Saved as a draft. No search changes until it is published.")
        )
        return redirect(EDIT)

    def _page_of_two_editors(self, form: RulesForm) -> HttpResponse:
        """What was typed, beside what somebody else saved meanwhile: saved once more,
        it takes the place of theirs, knowingly."""
        held = synonyms()
        typed = form.cleaned_data["text"]
        again = RulesForm(initial={"text": typed, "based_on": held.fingerprint})
        return self._page(again, theirs=differences(held.draft, typed))

    def _page(self, form: RulesForm, **more: Any) -> HttpResponse:
        held = synonyms()
        typed = form["text"].value() or ""
        if "problems" in more:
            more["problems"] = _with_lines(more["problems"], typed)
        context = self.get_context_data(
            form=form,
            may_change=self.may_change,
            changes=differences(held.live, held.draft),
            publish_form=PublishForm.of(held.fingerprint, "publish"),
            **more,
        )
        return render(self.request, "search/synonyms/edit.html", context)


def _with_lines(problems: tuple[Problem, ...], text: str) -> list[tuple[int, str, str]]:
    lines = text.splitlines()
    return [(number, lines[number - 1], message) for number, message in problems]


class AddRuleView(SynonymsView):
    """One rule in words, as from the list of searches without result."""

    permission_required = "change"
    page_title = gettext_lazy("Add a synonym rule")

    def get(self, request: HttpRequest) -> HttpResponse:
        says = request.GET.get("says", "")[:300]
        return self._page(RuleForm(initial={"says": says}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = RuleForm(request.POST)
        if form.is_valid():
            try:
                add_rule(rule=form.rule, user=request.user)
            except SynonymRulesError as error:
                for number, message in error.problems:
                    form.add_error(None, line(number, message))
            else:
                messages.success(
                    request,
                    _("Added to the draft: %(rule)s. Look at its effect, then publish.")
                    % {"rule": form.rule},
                )
                return redirect(EDIT)
        return self._page(form)

    def _page(self, form: RuleForm) -> HttpResponse:
        context = self.get_context_data(form=form)
        return render(self.request, "search/synonyms/add_rule.html", context)


class PublishSynonymsView(PublishView):
    model = SynonymSet
    service = staticmethod(publish_draft)
    back = EDIT


class SynonymVersionsView(VersionsView):
    model = set_model = SynonymSet
    version_model = SynonymVersion
    namespace = NAMESPACE
    page_title = gettext_lazy("Versions of the synonyms")

    def back_address(self) -> str:
        return reverse(EDIT)


class SynonymVersionView(VersionView, SynonymVersionsView):
    page_title = gettext_lazy("Version of the synonyms")
    template_name = "search/synonyms/version.html"

    def about(self, version: SynonymVersion) -> dict[str, Any]:
        return {"changes": differences(synonyms().live, version.text)}


class RestoreSynonymsView(RestoreView):
    model = SynonymSet
    service = staticmethod(restore_version)
    version_model = SynonymVersion
    namespace = NAMESPACE


class SynonymsViewSet(SearchViewSet):
    name = NAMESPACE
    url_prefix = "tim-kiem/tu-dong-nghia"
    models = (SynonymSet,)
    rights = READING
    icon = "list-ul"
    menu_label = gettext_lazy("Synonyms")

    def get_urlpatterns(self) -> list[Any]:
        view = self.construct_view
        return [
            path("", view(EditView), name="edit"),
            path("them/", view(AddRuleView), name="add-rule"),
            path("xuat-ban/", view(PublishSynonymsView), name="publish"),
            path("phien-ban/", view(SynonymVersionsView), name="versions"),
            path("phien-ban/<int:number>/", view(SynonymVersionView), name="version"),
            path(
                "phien-ban/<int:number>/khoi-phuc/",
                view(RestoreSynonymsView),
                name="restore",
            ),
        ]
