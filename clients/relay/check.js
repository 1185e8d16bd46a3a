// Compiles the documents of this folder against schema.graphql with the Relay compiler, from nothing. An error fails it, and
// so does every line that is not about progress: the compiler lets its warnings pass. The manifest of its operations is written beside
// the artifacts.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const folder = fileURLToPath(new URL('.', import.meta.url));
const generated = `${folder}generated`;
rmSync(generated, { recursive: true, force: true });
mkdirSync(generated);
// The compiler adds its operations to a manifest that exists, and creates none.
writeFileSync(`${generated}/persisted.json`, '{}');

const compiler = spawnSync(`${folder}../node_modules/.bin/relay-compiler`, [], { cwd: folder, encoding: 'utf8' });
if (compiler.error) throw compiler.error;
const output = stripVTControlCharacters(compiler.stdout + compiler.stderr);
const remarks = output.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('[INFO]'));
if (compiler.status !== 0 || remarks.length > 0) {
  console.log(output);
  process.exit(1);
}
const artifacts = readdirSync(generated).filter((name) => name.endsWith('.graphql.ts')).length;
if (artifacts === 0) throw new Error('The Relay compiler found no document.');
console.log(`the Relay compiler made ${artifacts} artifacts, without a warning`);
