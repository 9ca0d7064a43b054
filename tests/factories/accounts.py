"""Users in the states that tests need."""

from typing import Any

import factory

from accounts.models import User, UserKind

PASSWORD = "Mot-mat-khau-dai-2024"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A citizen who can sign in with `PASSWORD`; traits make staff of them."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoi-dung-{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Thị {n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.vn")
    kind = UserKind.CITIZEN

    class Params:
        staff = factory.Trait(is_staff=True, kind=UserKind.STAFF)
        administrator = factory.Trait(
            is_staff=True, is_superuser=True, kind=UserKind.STAFF
        )

    @factory.post_generation
    def password(self: Any, create: bool, extracted: str | None, **_: Any) -> None:
        self.set_password(extracted or PASSWORD)
        if create:
            self.save(update_fields=["password"])
