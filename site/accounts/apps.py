"""Users and sign-in, nothing else."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
