// GraphQL Yoga as its guide sets it up, with DataLoader. It caches parsed and validated documents by itself.
import { createServer } from 'node:http';
import { createYoga } from 'graphql-yoga';
import { listen, logRequest, store } from './lib/peer.js';
import { contextOf, schema } from './lib/schema.js';

const logging = {
  onRequest({ serverContext }) {
    serverContext.noted = { started: performance.now() };
  },
  onResponse({ response, serverContext }) {
    const { noted, req } = serverContext;
    logRequest({ status: response.status, address: req.socket.remoteAddress, ...noted });
  },
};

const yoga = createYoga({
  schema: schema(),
  graphiql: false,
  landingPage: false,
  logging: false,
  plugins: [logging],
  async context({ req, noted, params }) {
    const context = await contextOf(store, req.headers['x-api-key']);
    noted.applicationId = context.caller._id;
    noted.operationName = params.operationName;
    return context;
  },
});

createServer(yoga).listen(listen.port, listen.host);
