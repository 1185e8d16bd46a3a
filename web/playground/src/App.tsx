import { useEffect, useMemo, useState } from 'react';
import { DocExplorerStore } from '@graphiql/plugin-doc-explorer';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { GraphiQL } from 'graphiql';
import { AnswerBar } from './AnswerBar';
import { Answers } from './answers';
import { Carried } from './carried';
import { PlaygroundContext } from './context';
import { CopyAsCurl } from './CopyAsCurl';
import { DOCUMENTATION_PLUGIN } from './Documentation';
import { ERRORS_PLUGIN } from './Errors';
import { createFetcher } from './fetcher';
import { keepKey, takeKey } from './key';
import { KeyBar } from './KeyBar';
import type { Start } from './start';
import { STORIES_PLUGIN } from './Stories';

const plugins = [STORIES_PLUGIN, ERRORS_PLUGIN, explorerPlugin({}), HISTORY_PLUGIN];

export function App({ start }: { start: Start }) {
  const [apiKey, setApiKey] = useState(takeKey);
  const [error, setError] = useState('');
  const carried = useMemo(() => new Carried(start), [start]);
  const answers = useMemo(() => new Answers(), []);
  const playground = useMemo(() => ({ start, carried, answers, apiKey, error, setError }), [start, carried, answers, apiKey, error]);
  // A new fetcher makes GraphiQL read the schema anew, with the new key.
  const fetcher = useMemo(() => createFetcher(apiKey, carried, answers), [apiKey, carried, answers]);
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
    <PlaygroundContext.Provider value={playground}>
      <KeyBar apiKey={apiKey} onChange={change} />
      <main>
        <GraphiQL
          fetcher={fetcher}
          plugins={plugins}
          referencePlugin={DOCUMENTATION_PLUGIN}
          visiblePlugin={STORIES_PLUGIN}
          defaultTabs={tabs}
          defaultEditorToolsVisibility="variables"
          shouldPersistHeaders={false}
          schemaDescription
        >
          <GraphiQL.Logo>
            <></>
          </GraphiQL.Logo>
          <GraphiQL.Toolbar>
            {({ prettify, merge, copy }) => (
              <>
                {prettify}
                {merge}
                {copy}
                <CopyAsCurl />
              </>
            )}
          </GraphiQL.Toolbar>
          <GraphiQL.Footer>
            <AnswerBar />
          </GraphiQL.Footer>
          <DocExplorerStore>
            <></>
          </DocExplorerStore>
        </GraphiQL>
      </main>
    </PlaygroundContext.Provider>
  );
}

/** The first step of each story; the others are a click away. */
function firstTabs({ stories }: Start) {
  return stories.flatMap(({ steps }) => steps.slice(0, 1)).map(({ query, variables }) => ({ query, variables }));
}
