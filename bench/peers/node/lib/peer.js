// What every Node peer is told by its environment, and its log: one line for each request, on standard error.
import pino from 'pino';
import { Store } from './store.js';

export const store = await Store.connect(process.env.MONGODB_URI);

const [host, port] = process.env.PEER_LISTEN.split(':');
export const listen = { host, port: Number(port) };

const log = pino({ base: null }, pino.destination({ fd: 2, sync: true }));

export function logRequest({ status, started, address, operationName, applicationId }) {
  log.info({ status, durationMilliseconds: performance.now() - started, address, operationName, applicationId }, 'request');
}

for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
