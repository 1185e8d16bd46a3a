#!/usr/bin/env bash
# Sends every example to a running server, in order, and checks each answer. Needs curl and jq.
#
#   API_KEY=<API key> examples/run.sh
#
# ENDPOINT says where the server is (default http://127.0.0.1:8080/graphql).
set -euo pipefail
cd "$(dirname "$0")"

url=${ENDPOINT:-http://127.0.0.1:8080/graphql}
: "${API_KEY:?set it to the API key that the server printed on its first start}"
for tool in curl jq; do
  command -v "$tool" >/dev/null || { echo "run.sh needs $tool: install it first" >&2; exit 1; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# What a step may refer to: the number of this run, and the data of each step before.
jq -n --arg run "$((RANDOM * 32768 + RANDOM))" '{run: $run}' >"$work/known.json"

# fill writes a step's variables with every ${step.path.to.value} replaced by what was answered.
fill() {
  jq --slurpfile known "$work/known.json" '
    def value: . as $path | $known[0] | getpath($path | split(".") | map(tonumber? // .)) // error("nothing is known of " + $path);
    walk(if type == "string" then gsub("\\$\\{(?<path>[^}]+)\\}"; .path | value) else . end)' "$1"
}

# holds says whether the answer in $1 has everything that $2 expects, and errors only where $2 has them.
holds() {
  jq -e -n --slurpfile answer "$1" --slurpfile expected "$2" '
    def holds($want):
      . as $have
      | if ($want | type) == "object" then
          ($have | type) == "object" and all($want | keys[]; . as $key | ($have | has($key)) and ($have[$key] | holds($want[$key])))
        elif ($want | type) == "array" then
          ($have | type) == "array" and ($have | length) == ($want | length)
          and all(range($want | length); . as $i | $have[$i] | holds($want[$i]))
        else $have == $want end;
    ($answer[0] | holds($expected[0])) and (($answer[0] | has("errors")) == ($expected[0] | has("errors")))' >/dev/null
}

count=0
for query in [0-9]*.graphql; do
  step=${query%.graphql}
  variables='{}'
  if [ -f "$step.variables.json" ]; then variables=$(fill "$step.variables.json"); fi

  jq -n --rawfile query "$query" --argjson variables "$variables" '{query: $query, variables: $variables}' >"$work/request.json"
  curl --silent --show-error --max-time 30 "$url" \
    --header "X-API-Key: $API_KEY" \
    --header 'Content-Type: application/json' \
    --data-binary @"$work/request.json" >"$work/answer.json"

  echo "== $step"
  jq . "$work/answer.json" || { cat "$work/answer.json"; exit 1; }

  if ! holds "$work/answer.json" "$step.expected.json" &&
    ! { [ -f "$step.again.json" ] && holds "$work/answer.json" "$step.again.json"; }; then
    echo "run.sh: $step: the answer is not what $step.expected.json says" >&2
    exit 1
  fi
  jq --arg step "$step" --slurpfile answer "$work/answer.json" '.[$step] = $answer[0].data' "$work/known.json" >"$work/next.json"
  mv "$work/next.json" "$work/known.json"
  count=$((count + 1))
done
echo "$count examples, every answer as expected"
