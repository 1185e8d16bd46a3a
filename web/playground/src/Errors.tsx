import { useEffect, useRef, useState } from 'react';
import { type GraphiQLPlugin, useGraphiQLActions } from '@graphiql/react';
import { type CatalogueEntry, loadCatalogue } from './fetcher';
import { usePlayground } from './context';

export const ERRORS_PLUGIN: GraphiQLPlugin = { title: 'Errors', icon: ErrorsIcon, content: Errors };

/** Opens the list of errors, at the entry of a reason if one is named. */
export function useCatalogue() {
  const { setVisiblePlugin } = useGraphiQLActions();
  const { setError } = usePlayground();
  return {
    lookUp: (reason = ''): void => {
      setError(reason);
      setVisiblePlugin('Errors');
    },
  };
}

/** The list of everything that can go wrong, with what to do about it. */
function Errors() {
  const { error: reason } = usePlayground();
  const [entries, setEntries] = useState<CatalogueEntry[]>();
  const [problem, setProblem] = useState('');
  const [text, setText] = useState('');
  useEffect(() => {
    let current = true;
    loadCatalogue().then(
      (loaded) => current && setEntries(loaded),
      (why: Error) => current && setProblem(why.message),
    );
    return () => {
      current = false;
    };
  }, []);
  // Who looks up an entry has not searched for it.
  useEffect(() => setText(''), [reason]);

  const matching = entries?.filter((entry) => matches(entry, text));
  return (
    <section className="panel errors" aria-label="Errors">
      <h2>Errors</h2>
      <p>Every error has a reason, which stays the same: a program acts on it, and people read it here.</p>
      <input type="search" aria-label="Search the errors" placeholder="A reason, a code, a status or words" value={text} onChange={(event) => setText(event.target.value)} />
      {problem !== '' && <p role="alert">{problem}</p>}
      {matching !== undefined && <p role="status">{matching.length === 1 ? '1 error' : `${matching.length} errors`}</p>}
      <dl>{matching?.map((entry) => <Entry key={entry.reason} entry={entry} current={entry.reason === reason} />)}</dl>
    </section>
  );
}

function Entry({ entry, current }: { entry: CatalogueEntry; current: boolean }) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (current) {
      place.current?.scrollIntoView({ block: 'start' });
    }
  }, [current]);
  return (
    <div className="error-entry" aria-current={current ? 'true' : undefined} data-reason={entry.reason}>
      <dt ref={place}>
        <code>{entry.reason}</code>
      </dt>
      <dd>
        <p className="error-facts">
          {entry.code} · {entry.status}
        </p>
        <p>{entry.message}</p>
        <p>{entry.description}</p>
      </dd>
    </div>
  );
}

/** Whether an entry has all words of a text, in any of its fields. */
function matches(entry: CatalogueEntry, text: string): boolean {
  const fields = [entry.reason, entry.code, String(entry.status), entry.message, entry.description].join(' ').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => fields.includes(word));
}

function ErrorsIcon() {
  return (
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M12 4 3 20h18Z" strokeLinejoin="round" />
      <path d="M12 10v5M12 17.5h.01" strokeLinecap="round" />
    </svg>
  );
}
