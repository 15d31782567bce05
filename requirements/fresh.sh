#!/bin/sh
# Says whether the pins still answer pyproject.toml: `fresh.sh` checks, `fresh.sh write` makes them anew (needs uv).
set -eu
cd "$(dirname "$0")/.."
stamp() { sed -n '/^requires-python/p;/^dependencies/,/^]/p;/^\[dependency-groups\]/,/^\[tool/p' pyproject.toml | cksum; }
pin() { # file, extra arguments
  file=requirements/$1; shift
  uv pip compile pyproject.toml "$@" --universal --python-version 3.12 --generate-hashes --quiet \
    --no-emit-index-url --no-emit-find-links --no-annotate --no-header -o "$file"
}
if [ "${1:-}" = write ]; then
  pin prod.txt
  pin dev.txt --group dev
  stamp > requirements/stamp
elif [ "$(stamp)" != "$(cat requirements/stamp 2>/dev/null)" ]; then
  echo "pyproject.toml has changed since the pins were made: run requirements/fresh.sh write" >&2
  exit 1
fi
