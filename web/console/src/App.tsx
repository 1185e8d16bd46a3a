import { useEffect, useMemo, useState } from 'react';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { I18nProvider } from 'react-aria-components';
import { connect, isKeyRefused, newCache } from './api/api';
import { SessionContext } from './api/context';
import { keepKey, takeInvitation, takeKey } from './api/session';
import { graphql } from './gql';
import { Invitation } from './pages/Invitation';
import { KeyPage } from './pages/KeyPage';
import { router } from './router';
import { useLanguage, useSay } from './text/text';
import { explain } from './ui/Problem';
import { Button, Loading } from './ui/ui';

const viewerDocument = graphql(`
  query Viewer {
    viewer {
      application { id name }
      company { id name }
      scopes
    }
  }
`);

/** The console: the page for a key, the pages of its company, or the page of an invitation. */
export function App() {
  const [invitation, setInvitation] = useState(takeInvitation);
  const [apiKey, setApiKey] = useState(takeKey);
  const [language] = useLanguage();
  useEffect(() => {
    const follow = (): void => {
      if (location.hash.startsWith('#key=')) setApiKey(takeKey());
      if (location.hash.startsWith('#invitation=')) setInvitation(takeInvitation());
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  const choose = (key: string): void => {
    keepKey(key);
    setApiKey(key);
  };
  return (
    <I18nProvider locale={language}>
      {invitation !== '' ? <Invitation key={invitation} token={invitation} /> : apiKey === '' ? <KeyPage onKey={choose} /> : <Company key={apiKey} apiKey={apiKey} onKey={choose} />}
    </I18nProvider>
  );
}

interface Props {
  apiKey: string;
  onKey: (key: string) => void;
}

/** What belongs to one key. Another one begins anew: it sees another company. */
function Company(props: Props) {
  const cache = useMemo(newCache, []);
  return (
    <QueryClientProvider client={cache}>
      <Pages {...props} />
    </QueryClientProvider>
  );
}

function Pages({ apiKey, onKey }: Props) {
  const say = useSay();
  const client = useMemo(() => connect(apiKey), [apiKey]);
  const { data, error, refetch } = useQuery({ queryKey: ['viewer'], queryFn: ({ signal }) => client.query(viewerDocument, {}, { signal }), staleTime: 60_000 });
  const session = useMemo(() => (data === undefined ? null : { client, viewer: data.viewer, leave: () => onKey('') }), [client, data, onKey]);
  if (session !== null) {
    return (
      <SessionContext.Provider value={session}>
        <RouterProvider router={router} />
      </SessionContext.Provider>
    );
  }
  if (isKeyRefused(error)) {
    return <KeyPage onKey={onKey} problem={say('problem.key')} />;
  }
  return (
    <main className="alone">
      {error === null ? (
        <Loading />
      ) : (
        <div className="notice bad" role="alert">
          <p>{explain(error, say)}</p>
          <Button onPress={() => void refetch()}>{say('app.retry')}</Button>
        </div>
      )}
    </main>
  );
}
