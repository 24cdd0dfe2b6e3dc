"""The embedded edition: web, worker and scheduler as children of one process, nothing to install.

`python -m hotelpms.edition` is what `make run` starts. Production starts the same three
processes by `docker-compose.yml` instead and never comes here.
"""
