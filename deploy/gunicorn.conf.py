"""How production serves; read by the image and by deploy/systemd/hotelpms-web.service."""

wsgi_app = "hotelpms.wsgi:application"
# One copy of the program for all workers; each thread serves one page.
preload_app = True
worker_class = "gthread"
workers = 3
threads = 4
# A worker that hangs is ended after a minute; its heartbeat must not wait for a disk.
timeout = 60
worker_tmp_dir = "/dev/shm"
# Printing leaves memory behind: a worker is exchanged now and then, never all at once.
max_requests = 5000
max_requests_jitter = 1000
control_socket_disable = True
