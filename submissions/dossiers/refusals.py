"""Why a move is refused, each with a message for the person who tried."""

from django.utils.translation import gettext as _


class DossierRuleError(Exception):
    """A guard of the lifecycle does not hold; `field` names what to put right."""

    def __init__(self, message: str, field: str = "") -> None:
        self.message, self.field = message, field
        super().__init__(message)


class StaleDossierError(DossierRuleError):
    """Somebody moved the dossier meanwhile (optimistic lock)."""

    def __init__(self) -> None:
        super().__init__(_("This dossier has been moved meanwhile; look at it again."))


class ActionNotYoursError(DossierRuleError):
    """The dossier is this person's to see, the action is another role's."""

    def __init__(self) -> None:
        super().__init__(_("This action belongs to another role of your agency."))


def require_text(text: str, field: str, message: str) -> str:
    """The text without blanks around it; a reason the law asks for is not empty."""
    text = text.strip()
    if not text:
        raise DossierRuleError(message, field)
    return text
