// Runs the snippets of the pages about the clients of this workspace on the built program that PROGRAM names. In a page,
//
//   - a block with a name, such as ```ts client.ts, is a file that the others import;
//   - another block of TypeScript is a program, and the block ```text after it is what it must print, to the letter;
//   - a block ```sh is run, but for `npm install`, whose packages must be those of the lock file.
//
// There is no other kind of block, so that nothing on a page goes unchecked. All is compiled by tsc first, and each page has a server.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import { startServer } from '../../../web/playground/browser/server.js';
import { folder } from './schema.js';
import { run } from './run.js';

if (process.env.PROGRAM === undefined) throw new Error('PROGRAM must be the path of the built program');
// PAGES limits it to some, while they are written.
const names = process.env.PAGES?.split(',') ?? ['apollo', 'urql', 'relay', 'codegen', 'errors', 'caching'];
const output = `${folder}snippets/`;
const lock = JSON.parse(readFileSync(`${folder}../package-lock.json`, 'utf8'));
const { version } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));

/** Stops with a sentence that names the page. */
function fail(page, problem) {
  throw new Error(`docs/clients/${page}.md: ${problem}`);
}

/** Returns the blocks of a page. */
function blocksOf(page) {
  const markdown = readFileSync(`${folder}../../docs/clients/${page}.md`, 'utf8');
  return [...markdown.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].map(([, language, name, source]) => ({ language, name, source }));
}

/** Returns the commands of a block, without the installations, whose packages must be in the lock file. */
function commandsOf(page, source) {
  return source.trim().split('\n').filter((line) => {
    const [, packages] = /^npm install (.*)$/.exec(line) ?? [];
    for (const each of packages?.split(' ').filter((word) => !word.startsWith('-')) ?? []) {
      const isPacked = each === `./accessgraph-${version}.tgz`;
      if (!isPacked && lock.packages[`node_modules/${each}`] === undefined) fail(page, `${each} is not in the lock file`);
    }
    return packages === undefined;
  });
}

/** Writes the files of a page, and runs its commands. Returns its programs with what they must print. */
function prepare(page) {
  const cwd = `${output}${page}/`;
  mkdirSync(cwd, { recursive: true });
  const blocks = blocksOf(page);
  for (const { name, source } of blocks) if (name !== undefined) writeFileSync(cwd + name, source);
  const programs = [];
  blocks.forEach(({ language, name, source }, i) => {
    if (name !== undefined) return;
    if (language === 'ts' || language === 'tsx') {
      const next = blocks[i + 1];
      if (next?.language !== 'text') fail(page, `a program without its output:\n${source}`);
      const program = `program-${programs.length + 1}`;
      writeFileSync(`${cwd}${program}.${language}`, source);
      programs.push({ page, cwd, program, expected: next.source });
    } else if (language === 'sh') {
      for (const command of commandsOf(page, source)) run(cwd, 'sh', '-c', command);
    } else if (language !== 'text' || programs.at(-1)?.expected !== source) {
      fail(page, `a block that is not checked:\n${source}`);
    }
  });
  if (programs.length === 0) fail(page, 'no program');
  return programs;
}

/** Runs a program, and compares what it prints. */
async function check({ page, cwd, program, expected }, { endpoint, key }) {
  const child = spawn(process.execPath, ['--conditions=development', `${program}.js`], { cwd, env: { ...process.env, ENDPOINT: endpoint, API_KEY: key }, stdio: ['ignore', 'pipe', 'pipe'] });
  const [printed, complaints] = await Promise.all([readAll(child.stdout), readAll(child.stderr)]);
  if (complaints !== '' || printed !== expected) fail(page, `${program} printed\n${printed}${complaints}instead of\n${expected}`);
}

rmSync(output, { recursive: true, force: true });
const programs = names.flatMap(prepare);
const compilerOptions = {
  rootDir: '.', outDir: '.', declaration: false, jsx: 'react-jsx', exactOptionalPropertyTypes: false, noPropertyAccessFromIndexSignature: false, noUnusedLocals: false, verbatimModuleSyntax: false,
};
writeFileSync(`${output}tsconfig.json`, JSON.stringify({ extends: '../tsconfig.json', compilerOptions, files: [], include: ['**/*.ts', '**/*.tsx'], exclude: [] }));
run(output, 'tsc', '--project', 'tsconfig.json');
/** Runs the programs of a page on a server of its own. */
async function checkPage(name) {
  const server = await startServer(process.env.PROGRAM);
  try {
    for (const program of programs.filter(({ page }) => page === name)) await check(program, server);
  } finally {
    await server.stop();
  }
}

const failures = (await Promise.allSettled(names.map(checkPage))).flatMap(({ reason }) => reason ?? []);
for (const failure of failures) console.error(failure.message);
if (failures.length > 0) process.exit(1);
console.log(`${programs.length} programs of ${names.length} pages print what the pages say`);
