"""Why a file cannot be taken."""


class PaperRefusedError(ValueError):
    """A file that cannot be taken; `message` names it and says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
