"""Settings by topic; `base` assembles them, `dev`, `test` and `production` choose."""
