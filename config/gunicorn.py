"""The production web server: two processes of four threads suit a small hospital machine."""

import os

bind = os.environ.get("REGISTRY_BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = 2
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 5
# Load the registry once, before anybody waits for a page, and let the processes share its memory.
preload_app = True
accesslog = "-"
# Paths only: a query string may hold what somebody searched for.
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
control_socket_disable = True
# The heartbeat file belongs in memory; a disk that stalls must not look like a dead worker.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def post_worker_init(worker: object) -> None:
    """Import what draws figures in each process, so that the first figure comes as fast as the others."""
    from outcomes.charts.rendering import warm_up

    warm_up()
