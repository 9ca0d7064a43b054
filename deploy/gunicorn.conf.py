"""Web processes: few threads each, recycled before they grow old."""

from pathlib import Path

pythonpath = str(Path(__file__).resolve().parents[1] / "site")
workers = 2
# Loaded once and shared by all, so that the first visitor waits no longer than others.
preload_app = True
control_socket_disable = True
threads = 4
max_requests = 5000
max_requests_jitter = 500
accesslog = None
