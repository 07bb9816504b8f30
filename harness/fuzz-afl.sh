#!/usr/bin/env bash
# Fuzzes a parser with afl++ (Debian: apt-get install afl++). Several processes or machines share a corpus through OUT:
#   harness/fuzz-afl.sh range OUT -M main
#   harness/fuzz-afl.sh range OUT -S second      (on another machine, with OUT on a shared folder)
set -euo pipefail
cd "$(dirname "$0")/.."

if [ $# -lt 2 ]; then
  echo "give a parser and a folder, e.g. harness/fuzz-afl.sh range /tmp/afl -M main" >&2
  exit 4
fi
if ! command -v afl-fuzz >/dev/null; then
  echo "afl-fuzz is missing; install it with: apt-get install afl++" >&2
  exit 4
fi

parser=$1 out=$2
shift 2
mkdir -p "$out"
out=$(cd "$out" && pwd)

# Within the tree: the program finds its fixtures from where it lies.
program=$(mktemp -d -p "$PWD/harness/Conformance.Cli/bin" afl.XXXXXX)
trap 'rm -rf "$program"' EXIT
dotnet build harness/Conformance.Cli -v q
cp -r harness/Conformance.Cli/bin/Debug/net10.0/. "$program"
cd "$program"

# The parsers and readers are instrumented where they lie; afl++ finds the map by the environment.
dotnet Conformance.Cli.dll fuzz --in-process "$parser" --afl instrument
mkdir -p seeds
dotnet Conformance.Cli.dll fuzz --in-process "$parser" --afl seeds --output seeds
AFL_SKIP_BIN_CHECK=1 afl-fuzz -i seeds -o "$out" -t 5000 -m none "$@" -- dotnet Conformance.Cli.dll fuzz --in-process "$parser" --afl run
