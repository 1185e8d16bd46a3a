// The schema that schema.graphql is compared with.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * baseSchema returns a name and the text of the schema in the last release before this commit or, before the first
 * release, of the committed baseline. A tagged commit is compared with the release before it, so that tagging a commit does
 * not change what holds for it.
 */
export function baseSchema(root) {
  const tag = lastTag(root);
  if (tag !== '') return { name: tag, text: git(root, 'show', `${tag}:schema.graphql`) };
  const baseline = new URL('baseline.graphql', import.meta.url);
  if (!existsSync(baseline)) {
    throw new Error('No tag of a release is here to compare the schema with: fetch the history and the tags.');
  }
  return { name: 'tools/schema-diff/baseline.graphql', text: readFileSync(baseline, 'utf8') };
}

function lastTag(root) {
  try {
    return git(root, 'describe', '--tags', '--abbrev=0', '--match=v*', 'HEAD^').trim();
  } catch (err) {
    if (typeof err.status === 'number') return ''; // git found none
    throw err;
  }
}

function git(root, ...words) {
  return execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26 });
}
