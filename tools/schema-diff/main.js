// Holds docs/schema-changes.md to the breaking changes of schema.graphql:
//
//   node main.js check   fails for a change that is not listed, and for a listed change that does not exist
//   node main.js list    prints the list
//   node main.js write   puts the list in the page

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { baseSchema } from './base.js';
import { breakingChanges, compareLists, listed, withList } from './changes.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pagePath = `${root}docs/schema-changes.md`;

const base = baseSchema(root);
const changes = await breakingChanges(base.text, readFileSync(`${root}schema.graphql`, 'utf8'));
const page = readFileSync(pagePath, 'utf8');

const commands = {
  check() {
    const { missing, stale } = compareLists(listed(page), changes);
    if (missing.length > 0) console.log(`docs/schema-changes.md does not list these breaking changes:\n${missing.join('\n')}`);
    if (stale.length > 0) console.log(`docs/schema-changes.md lists these, which are not breaking changes or are listed twice:\n${stale.join('\n')}`);
    if (missing.length + stale.length > 0) {
      console.log('Say why in its text, then run: make schema-changes');
      process.exitCode = 1;
      return;
    }
    console.log(`${changes.length} breaking changes since ${base.name}, all of them listed`);
  },
  list() {
    console.log(changes.join('\n'));
  },
  write() {
    writeFileSync(pagePath, withList(page, changes));
  },
};

const command = commands[process.argv[2]];
if (!command || process.argv.length > 3) throw new Error('The command is one of check, list and write.');
command();
