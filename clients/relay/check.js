// Compiles the documents of this folder against schema.graphql with the Relay compiler, from nothing. An error fails it, and
// so does every line that is not about progress: the compiler lets its warnings pass.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const folder = fileURLToPath(new URL('.', import.meta.url));
const generated = `${folder}generated`;
rmSync(generated, { recursive: true, force: true });
mkdirSync(generated);

const compiler = spawnSync(`${folder}node_modules/.bin/relay-compiler`, [], { cwd: folder, encoding: 'utf8' });
if (compiler.error) throw compiler.error;
const output = stripVTControlCharacters(compiler.stdout + compiler.stderr);
const remarks = output.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('[INFO]'));
if (compiler.status !== 0 || remarks.length > 0) {
  console.log(output);
  process.exit(1);
}
const artifacts = readdirSync(generated).length;
if (artifacts === 0) throw new Error('The Relay compiler found no document.');
console.log(`the Relay compiler made ${artifacts} artifacts, without a warning`);
