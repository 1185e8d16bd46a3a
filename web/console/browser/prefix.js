// A proxy that serves a server under a path prefix.
import { once } from 'node:events';
import { createServer, request } from 'node:http';

export async function underPrefix(prefix, endpoint) {
  const { port } = new URL(endpoint);
  const proxy = createServer((incoming, response) => {
    if (!incoming.url.startsWith(`${prefix}/`)) {
      response.writeHead(404).end();
      return;
    }
    const path = incoming.url.slice(prefix.length);
    const outgoing = request({ host: '127.0.0.1', port, method: incoming.method, path, headers: incoming.headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(outgoing);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return { site: `http://127.0.0.1:${proxy.address().port}${prefix}`, close: () => proxy.close() };
}
