// Apollo Server 5 as its guide sets it up, with DataLoader.
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { listen, logRequest, store } from './lib/peer.js';
import { contextOf, resolvers, typeDefs } from './lib/schema.js';

const logging = {
  async requestDidStart() {
    const started = performance.now();
    return {
      async willSendResponse({ response, operationName, contextValue }) {
        const { address, caller } = contextValue;
        logRequest({ status: response.http.status ?? 200, started, address, operationName, applicationId: caller._id });
      },
    };
  },
};

await startStandaloneServer(new ApolloServer({ typeDefs, resolvers, plugins: [logging] }), {
  listen,
  async context({ req }) {
    const context = await contextOf(store, req.headers['x-api-key']);
    context.address = req.socket.remoteAddress;
    return context;
  },
});
