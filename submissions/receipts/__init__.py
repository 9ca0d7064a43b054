"""The page that a citizen keeps: code, QR, secret link."""
