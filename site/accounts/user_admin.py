"""Users in the admin: with our own forms, as our user has one name."""

from typing import Any

from wagtail.users.views.users import UserViewSet as StockUserViewSet

from accounts.user_forms import ChangeUserForm, NewUserForm


class UserViewSet(StockUserViewSet):
    def get_form_class(self, for_update: bool = False) -> Any:
        return ChangeUserForm if for_update else NewUserForm
