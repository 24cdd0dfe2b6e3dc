#!/usr/bin/env bash
# Puts a backup of scripts/backup.sh in the place of the rows of this installation, which stands
# still meanwhile, and adds its documents:
#
#   scripts/restore.sh [--compose] BACKUP
#
# All mails are held first: what was sent after the backup waits again in its rows. The old rows
# stay when the backup can't be read. Bring back the keys (.env, keys.json) before, if they are lost.
set -euo pipefail
umask 077

fail() {
  echo "restore: $*" >&2
  exit 1
}

BACKUP="" BY=here
while [ $# -gt 0 ]; do
  case $1 in
    --compose) BY=compose ;;
    -*) fail "unknown: $1" ;;
    *) BACKUP=$1 ;;
  esac
  shift
done
[ -d "$BACKUP" ] || fail "say which backup: scripts/restore.sh BACKUP"
BACKUP=$(cd "$BACKUP" && pwd)
(cd "$BACKUP" && sha256sum --check --quiet SHA256SUMS) || fail "the backup is damaged; nothing was changed"
cd "$(dirname "$0")/.."
. scripts/installation.sh

if [ "$KIND" = postgresql ]; then
  [ -f "$BACKUP/rows.dump" ] || fail "this backup is none of PostgreSQL"
  [ "$BY" = here ] || docker compose stop web worker beat
  of_documents "$PYTHON" manage.py hold_mails
  # In one transaction, which is committed only when the dump was read to its end.
  {
    echo "BEGIN; SET lock_timeout = '10s'; DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
    of_rows pg_restore --no-owner --no-comments --file - <"$BACKUP/rows.dump" && echo "COMMIT;"
  } | of_rows psql --quiet --set ON_ERROR_STOP=1 >/dev/null \
    || fail "the rows are as they were. Do web, worker and beat stand still?"
else
  [ -f "$BACKUP/rows.sqlite3" ] || fail "this backup is none of SQLite"
  mkdir -p "$DATA"
  flock --nonblock "$DATA/children.lock" true || fail "it still runs; stop it before"
  "$PYTHON" manage.py hold_mails
  cp "$BACKUP/rows.sqlite3" "$ROWS.part"
  rm -f "$ROWS-wal" "$ROWS-shm"
  mv "$ROWS.part" "$ROWS"
fi
of_documents tar -C "$DATA" -xz <"$BACKUP/media.tar.gz"
echo "Restored. Mails are held until \`manage.py release_mails\`: see docs/operating.md."
