// Runs the tools of clients/node_modules.
import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { folder } from './schema.js';

const PATH = [`${folder}../node_modules/.bin`, process.env.PATH].join(delimiter);

/** Runs a program in a folder, and returns its output. A failure ends this process with it. */
export function run(cwd, program, ...args) {
  const { error, status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', env: { ...process.env, PATH } });
  if (error) throw error;
  if (status !== 0) {
    console.error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`);
    process.exit(1);
  }
  return stdout;
}
