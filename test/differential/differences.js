// Where the API deliberately judges otherwise than graphql-js. Each has a reason, and an example that proves that it is
// still needed: check.js fails when the judges agree on it.

const reasonOf = (ours) => ours.body.errors?.[0].extensions.reason;
const messageOf = (ours) => ours.body.errors?.map(wordsOf).join('\n') ?? '';
// An error says in its message or in its data what is wrong.
const wordsOf = ({ message, extensions: { data } }) => [message, ...Object.entries(data).map(([path, wrong]) => `${path} ${wrong}`)].join('\n');

export const differences = [
  {
    name: 'null as a condition',
    reason: 'A variable that is null lets graphql-js fail the selection around @skip or @include at execution. The whole request is refused here: '
      + 'what it would do is not what its sender meant.',
    applies: (theirs, ours) => !theirs.errors && /@(skip|include)\.if must not be null/.test(messageOf(ours)),
    example: { query: 'query($v: Boolean = true) {__typename @skip(if: $v)}', variables: { v: null } },
  },
  {
    name: 'large numbers',
    reason: 'No ID of this API is a number, and numbers beyond 64 bits, or beyond a double, are refused for an ID, a DateTime and JSON instead of being rounded.',
    applies: (theirs, ours) => !theirs.errors && /must be an ID: a string, or a whole number|out of the range of (ID|DateTime|JSON)|is a number out of range/.test(messageOf(ours)),
    example: { query: '{node(id: 100000000000000000000) {id}}', variables: {} },
  },
  {
    name: 'missing input',
    reason: 'An input of a mutation that is null is missing, as the contract of createAccess says, whatever default the variable has.',
    applies: (theirs, ours) => !theirs.errors && /(^|_)INPUT_REQUIRED$/.test(reasonOf(ours)),
    example: {
      query: 'mutation($i: DeleteAccessRuleInput = {accessRuleId: "a"}) {deleteAccessRule(input: $i) {clientMutationId: __typename}}', variables: { i: null },
    },
  },
];

/** The deliberate difference that explains why the judges disagree; undefined when there is none. */
export function differenceOf(theirs, ours) {
  return differences.find((each) => each.applies(theirs, ours))?.name;
}

// The types whose built-in descriptions gqlparser words in another way.
export const otherDescriptions = ['ID', 'String'];
