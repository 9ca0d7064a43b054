"""The one-stop desk inside the admin."""
