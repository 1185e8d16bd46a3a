import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Starts the program on an empty store. Returns what it printed, and how to end it. */
export async function startServer(binary, settings = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'playground-'));
  const child = spawn(binary, {
    env: { ACCESSGRAPH_LISTEN: '127.0.0.1:0', ACCESSGRAPH_DATA: join(folder, 'data'), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (text) => (log += text));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const printed = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [name, value] = line.split(/: (.*)/s);
    printed[name] = value;
    if (name === 'Endpoint') {
      break;
    }
  }
  if (printed.Endpoint === undefined) {
    throw new Error(`the server did not start: ${log}`);
  }
  return {
    key: printed['API key'],
    endpoint: printed.Endpoint,
    link: printed.Playground,
    console: printed.Console,
    log: () => log,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
