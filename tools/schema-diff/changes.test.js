import assert from 'node:assert/strict';
import { test } from 'node:test';

import { breakingChanges, compareLists, listed, withList } from './changes.js';

const directives = `
  directive @public on FIELD_DEFINITION
  directive @authenticated on FIELD_DEFINITION
  directive @requiresScope(scope: String!) on FIELD_DEFINITION
`;
const changesOf = (before, after) => breakingChanges(directives + before, directives + after);

test('a field that is gone breaks a client, and a new field does not', async () => {
  assert.deepEqual(await changesOf('type Query { a: Int b: Int }', 'type Query { a: Int c: Int }'), [
    '- Field `b` was removed from object type `Query`.',
  ]);
});

test('a new enum value breaks no client: all of them expect new values', async () => {
  assert.deepEqual(await changesOf('type Query { a: E } enum E { A }', 'type Query { a: E } enum E { A B }'), []);
});

test('an input that must be sent breaks a client', async () => {
  const changes = await changesOf('type Query { a(b: I): Int } input I { c: Int }', 'type Query { a(b: I): Int } input I { c: Int d: Int! }');
  assert.equal(changes.length, 1);
  assert.match(changes[0], /`d`/);
});

test('@oneOf on an input that had none breaks a client', async () => {
  const changes = await changesOf('type Query { a(b: I): Int } input I { c: Int }', 'type Query { a(b: I): Int } input I @oneOf { c: Int }');
  assert.equal(changes.length, 1);
  assert.match(changes[0], /oneOf/);
});

test('a default that changes breaks a client', async () => {
  const argument = await changesOf('type Query { a(b: Int = 1): Int }', 'type Query { a(b: Int = 2): Int }');
  assert.equal(argument.length, 1);
  assert.match(argument[0], /default.*`b`/i);
  const field = await changesOf('type Query { a(b: I): Int } input I { c: Int = 1 }', 'type Query { a(b: I): Int } input I { c: Int }');
  assert.equal(field.length, 1);
  assert.match(field[0], /default/i);
});

test('a permission that is tightened breaks a client', async () => {
  for (const [before, after] of [
    ['@public', '@authenticated'],
    ['@authenticated', '@requiresScope(scope: "A")'],
    ['@requiresScope(scope: "A")', '@requiresScope(scope: "B")'],
    ['', '@requiresScope(scope: "A")'],
  ]) {
    const changes = await changesOf(`type Query { a: Int ${before} }`, `type Query { a: Int ${after} }`);
    assert.equal(changes.length, 1, `${before} to ${after}`);
    assert.match(changes[0], /^- Field `Query\.a` changed its permission from `.*` to `.*`\.$/);
    if (before !== '@requiresScope(scope: "A")') {
      assert.deepEqual(await changesOf(`type Query { a: Int ${after} }`, `type Query { a: Int ${before} }`), [], `${after} to ${before}`);
    }
  }
});

test('a new field may need any scope', async () => {
  assert.deepEqual(await changesOf('type Query { a: Int }', 'type Query { a: Int b: Int @requiresScope(scope: "A") }'), []);
});

const page = '# Changes\n\n<!-- breaking changes: begin -->\n\n- One.\n- Two.\n\n<!-- breaking changes: end -->\n\nMore.\n';

test('the list of a page is read and written', () => {
  assert.deepEqual(listed(page), ['- One.', '- Two.']);
  const written = withList(page, ['- Three.']);
  assert.deepEqual(listed(written), ['- Three.']);
  assert.match(written, /^# Changes\n[^]*\nMore\.\n$/);
  assert.equal(withList(written, ['- Three.']), written);
  assert.deepEqual(listed(withList(page, [])), []);
  assert.throws(() => listed('# Changes\n'), /no list/);
});

test('a change that is not listed is missing, and a line that is no change, or is there twice, is stale', () => {
  assert.deepEqual(compareLists(['- A.', '- B.', '- B.'], ['- B.', '- C.']), { missing: ['- C.'], stale: ['- A.', '- B.'] });
  assert.deepEqual(compareLists(['- B.', '- A.'], ['- A.', '- B.']), { missing: [], stale: [] });
});
