// Builds the package: documents and what caches need from schema.graphql, their types by GraphQL Code Generator, and dist by tsc.
import { copyFileSync, rmSync } from 'node:fs';
import { folder } from './schema.js';
import { run } from './run.js';

for (const name of ['dist', 'src/generated']) rmSync(`${folder}${name}`, { recursive: true, force: true });
await import('./documents.js');
await import('./cache.js');
run(folder, 'graphql-codegen', '--config', 'codegen.ts', '--silent');
run(folder, 'tsc', '--project', 'tsconfig.json');
copyFileSync(`${folder}../../schema.graphql`, `${folder}dist/schema.graphql`);
copyFileSync(`${folder}src/generated/persisted-documents.json`, `${folder}dist/persisted-documents.json`);
console.log('built dist');
