"""The embedded edition: web and worker as children of one process, nothing to install.

`python -m hotelpms.edition` is what `make run` starts. Production starts web, worker and beat by
`docker-compose.yml` instead and never comes here.
"""
