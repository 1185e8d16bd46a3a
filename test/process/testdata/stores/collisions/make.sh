#!/usr/bin/env bash
# Makes the folder of a store of version 2, and its archive, with what collides or changes in version 3: plates, role names and
# role codes that are equal by the folding of today, and texts that inputs cannot name any more.
#
#   git worktree add --detach /tmp/old 1a0315b && (cd /tmp/old && go build -o accessgraph .)
#   test/process/testdata/stores/collisions/make.sh /tmp/old/accessgraph test/process/testdata/stores/collisions/2
set -euo pipefail
program=$1 name=$2
key=accessgraph_kpfnxrw2qvuncbdfuztpbqku76fqq2zijlluma5v # of these stores only
folder=$(mktemp -d)
ACCESSGRAPH_BOOTSTRAP_KEY=$key ACCESSGRAPH_LISTEN=127.0.0.1:0 ACCESSGRAPH_DATA=$folder "$program" >"$folder/out" 2>"$folder/log" &
server=$!
until endpoint=$(sed -n 's/^Endpoint: //p' "$folder/out") && [ -n "$endpoint" ]; do sleep 0.1; done
# create sends a mutation with the input that jq makes of its arguments, and prints the ID of what it has created.
create() {
  local field=$1 noun=$2
  shift 2
  jq -nc "$@" | jq -c --arg query "mutation(\$input: ${field^}Input!) { $field(input: \$input) { $noun { id } } }" '{query: $query, variables: {input: .}}' |
    curl -sf "$endpoint" -H "X-API-Key: $key" -H 'Content-Type: application/json' -d @- | jq -er ".data.$field.$noun.id"
}
plate() { create createIdentifier identifier --arg name "$1" --arg number "$2" '{$name, affiliation: "OWNER", type: "LICENSE_PLATE", $number, validity: {maxPasses: 5}}'; }
rule=$(create createAccessRule accessRule '{name: "Gate", description: "", settings: [{reader: "gate", relays: [1]}]}')
umlaut=$(plate Umlaut 'LÖ-AB 1')
cyrillic=$(plate Cyrillic 'А123ВС77')
plate Latin 'A123BC77'
plate Hyphen $'W\u00ad12345'
plate Plain 'W12345'
plate Signs '@@@@'
for identifier in "$umlaut" "$cyrillic"; do
  create attachAccessRule identifier --arg identifierId "$identifier" --arg accessRuleId "$rule" '{$identifierId, $accessRuleId}'
done
create createIdentifier identifier '{name: "Card", affiliation: "OWNER", type: "CARD", number: "4a-4b"}'
for role in Auditor auditor $'Auditor\u200b' 'Zoë'; do create createExternalRole externalRole --arg name "$role" '{$name, enabled: true}'; done
for code in DNS-R dns-r $'\ufeffMAIL'; do create createUserAccessRole userAccessRole --arg code "$code" '{$code, description: ""}'; done
customer=$(create createCustomer customer '{name: "Engines Ltd"}')
create createUser user --arg customerId "$customer" '{firstName: "Çiğdem", lastName: "Işık", language: "tr", $customerId}'
kill -TERM "$server"
wait "$server"
gzip -9nc "$folder/accessgraph.db" >"$name.db.gz"
"$program" export --archive - --data "$folder" | gzip -9nc >"$name.archive.gz"
rm -r "$folder"
