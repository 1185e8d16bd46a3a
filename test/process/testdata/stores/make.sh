#!/usr/bin/env bash
# Makes the folder of a store, and its archive, with a version of the program: the examples of that version twice, two
# access rules, and two more identifiers.
#
#   git worktree add --detach /tmp/old COMMIT && (cd /tmp/old && go build -o accessgraph .)
#   test/process/testdata/stores/make.sh /tmp/old/accessgraph /tmp/old/examples test/process/testdata/stores/0-COMMIT
#
# A name begins with the version of the store, and goes on with the commit where that version had no number.
set -euo pipefail
program=$1 examples=$2 name=$3
key=accessgraph_kpfnxrw2qvuncbdfuztpbqku76fqq2zijlluma5v # of these stores only
folder=$(mktemp -d)
ACCESSGRAPH_BOOTSTRAP_KEY=$key ACCESSGRAPH_LISTEN=127.0.0.1:0 ACCESSGRAPH_DATA=$folder "$program" >"$folder/out" 2>"$folder/log" &
server=$!
until endpoint=$(sed -n 's/^Endpoint: //p' "$folder/out") && [ -n "$endpoint" ]; do sleep 0.1; done
for _ in 1 2; do ENDPOINT=$endpoint API_KEY=$key "$examples/run.sh" >/dev/null; done
post() { curl -sf "$endpoint" -H "X-API-Key: $key" -H 'Content-Type: application/json' -d "$(jq -n --arg query "$1" '{query: $query}')"; }
post 'mutation { createAccessRule(input: {name: "Élan", description: "", settings: [{reader: "north", relays: [1]}]}) { accessRule { id } } }'
post 'mutation { createAccessRule(input: {name: "alpha", description: "x", settings: [{reader: "south", relays: [2, 3]}]}) { accessRule { id } } }'
post 'mutation { createIdentifier(input: {name: "Limited", affiliation: OWNER, type: INPUT_CODE, number: "4711", validity: {maxPasses: 5}}) { identifier { id } } }'
post 'mutation { createIdentifier(input: {name: "Plate", affiliation: GUEST, type: LICENSE_PLATE, number: "a-bc 1", validity: {}}) { identifier { id } } }'
kill -TERM "$server"
wait "$server"
gzip -9nc "$folder/accessgraph.db" >"$name.db.gz"
if grep -q '^  export' <<<"$("$program" help)"; then "$program" export --archive - --data "$folder" | gzip -9nc >"$name.archive.gz"; fi
rm -r "$folder"
