import { useEffect, useMemo, useState } from 'react';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { GraphiQL } from 'graphiql';
import { Carried } from './carried';
import { createFetcher } from './fetcher';
import { keepKey, takeKey } from './key';
import { KeyBar } from './KeyBar';
import type { Start } from './start';
import { STORIES_PLUGIN, StoriesContext } from './Stories';

const plugins = [STORIES_PLUGIN, explorerPlugin({}), HISTORY_PLUGIN];

export function App({ start }: { start: Start }) {
  const [apiKey, setApiKey] = useState(takeKey);
  const carried = useMemo(() => new Carried(start), [start]);
  const stories = useMemo(() => ({ start, carried }), [start, carried]);
  // A new fetcher makes GraphiQL read the schema anew, with the new key.
  const fetcher = useMemo(() => createFetcher(apiKey, carried), [apiKey, carried]);
  const tabs = useMemo(() => firstTabs(start), [start]);

  useEffect(() => {
    const follow = () => {
      if (location.hash.startsWith('#key=')) {
        setApiKey(takeKey());
      }
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);

  const change = (key: string) => {
    if (key !== apiKey) {
      keepKey(key);
      carried.startOver();
      setApiKey(key);
    }
  };
  return (
    <StoriesContext.Provider value={stories}>
      <KeyBar apiKey={apiKey} onChange={change} />
      <main>
        <GraphiQL
          fetcher={fetcher}
          plugins={plugins}
          visiblePlugin={STORIES_PLUGIN}
          defaultTabs={tabs}
          defaultEditorToolsVisibility="variables"
          shouldPersistHeaders={false}
          schemaDescription
        >
          <GraphiQL.Logo>
            <></>
          </GraphiQL.Logo>
        </GraphiQL>
      </main>
    </StoriesContext.Provider>
  );
}

/** The first step of each story; the others are a click away. */
function firstTabs({ stories }: Start) {
  return stories.flatMap(({ steps }) => steps.slice(0, 1)).map(({ query, variables }) => ({ query, variables }));
}
