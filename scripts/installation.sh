# shellcheck shell=bash disable=SC2034
# Read by backup.sh and restore.sh: how they reach the rows and documents, here or by compose.
if [ "$BY" = compose ]; then
  PYTHON=python KIND=postgresql DATA=/data ROWS=hotelpms
  of_rows() { docker compose exec -T postgres env PGUSER=hotelpms PGDATABASE=hotelpms "$@"; }
  of_documents() { docker compose run --rm -T --no-deps web "$@"; }
else
  PYTHON=.venv/bin/python
  PLACES=$("$PYTHON" scripts/places.py) || fail "the settings of this installation can't be read"
  eval "$PLACES"
  OWNER=$(stat -c %U "$DATA" 2>/dev/null || id -un)
  [ "$OWNER" = "$(id -un)" ] || fail "run it as the owner of $DATA: sudo -u $OWNER ..."
  of_rows() { "$@"; }
  of_documents() { "$@"; }
fi
