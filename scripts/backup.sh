#!/usr/bin/env bash
# Backs up rows and documents into a new folder below FOLDER, while everything runs:
#
#   scripts/backup.sh [--compose] [--keep NUMBER] FOLDER
#
# --compose  the installation runs by docker compose; otherwise it is the one of this folder
# --keep     how many backups stay, 14 unless said; older ones go after this one has been read back
#
# The keys (.env, or keys.json of the embedded edition) are not in it: keep a copy of them apart.
set -euo pipefail
umask 077

fail() {
  echo "backup: $*" >&2
  exit 1
}

FOLDER="" KEEP=14 BY=here
while [ $# -gt 0 ]; do
  case $1 in
    --compose) BY=compose ;;
    --keep) KEEP=${2:-} && shift ;;
    -*) fail "unknown: $1" ;;
    *) FOLDER=$1 ;;
  esac
  shift
done
[ -n "$FOLDER" ] || fail "say into which folder: scripts/backup.sh FOLDER"
[[ $KEEP =~ ^[1-9][0-9]*$ ]] || fail "--keep takes a number of 1 or more"
mkdir -p "$FOLDER"
FOLDER=$(cd "$FOLDER" && pwd)
cd "$(dirname "$0")/.."
. scripts/installation.sh

MADE="$FOLDER/$(date -u +%Y-%m-%dT%H%M%SZ)"
DRAFT="$MADE.part"
trap 'rm -rf "$DRAFT"' EXIT
mkdir "$DRAFT" || fail "$DRAFT is there already"

# Rows first: documents are written once, so later ones hold all that the rows speak of.
if [ "$KIND" = postgresql ]; then
  of_rows pg_dump --format custom --no-owner --no-comments >"$DRAFT/rows.dump"
  of_rows pg_restore --list <"$DRAFT/rows.dump" | grep 'TABLE DATA.*django_migrations' >/dev/null \
    || fail "the dump can't be read back"
else
  "$PYTHON" - "$ROWS" "$DRAFT/rows.sqlite3" <<'END' || fail "the copy of the rows is damaged"
import sqlite3, sys
source, copy = (sqlite3.connect(path) for path in sys.argv[1:])
source.backup(copy)
sys.exit(copy.execute("PRAGMA integrity_check").fetchone() != ("ok",))
END
fi
# The folder is made with the first document.
# shellcheck disable=SC2016 # the inner shell reads $1
of_documents sh -c 'mkdir -p "$1/media" && tar -C "$1" -cz media' - "$DATA" >"$DRAFT/media.tar.gz"
tar -tzf "$DRAFT/media.tar.gz" >/dev/null || fail "the documents can't be read back"
(cd "$DRAFT" && sha256sum -- * >SHA256SUMS)
mv "$DRAFT" "$MADE"

find "$FOLDER" -mindepth 1 -maxdepth 1 -type d -name '????-??-??T??????Z' | sort -r \
  | tail -n "+$((KEEP + 1))" | while read -r old; do rm -rf "$old"; done
echo "$MADE"
