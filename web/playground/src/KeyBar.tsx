import { type FormEvent, useEffect, useState } from 'react';
import { checkKey, type Verdict } from './fetcher';
import icon from './icon.svg';

interface Props {
  /** The key in use; empty for none. */
  apiKey: string;
  onChange: (key: string) => void;
}

/** The bar at the top: whose page this is, the key, and what the server says about it. */
export function KeyBar({ apiKey, onChange }: Props) {
  const [typed, setTyped] = useState(apiKey);
  const [shown, setShown] = useState(false);
  useEffect(() => setTyped(apiKey), [apiKey]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(typed.trim());
  };
  return (
    <header className="bar">
      <h1 className="bar-name">
        <img src={icon} alt="" width="22" height="22" /> Accessgraph
      </h1>
      <form className="bar-key" onSubmit={submit} autoComplete="off">
        <label htmlFor="api-key">API key</label>
        <input
          id="api-key"
          type={shown ? 'text' : 'password'}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder="accessgraph_…"
          spellCheck={false}
          autoComplete="off"
          aria-describedby="key-state"
        />
        <button type="button" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? 'Hide' : 'Show'}
        </button>
        <button type="submit" className="primary">
          Use
        </button>
      </form>
      <KeyState apiKey={apiKey} pending={typed.trim() !== apiKey} />
    </header>
  );
}

/** Puts the cursor into the field of the key. */
export function focusKey(): void {
  document.getElementById('api-key')?.focus();
}

function KeyState({ apiKey, pending }: { apiKey: string; pending: boolean }) {
  const [verdict, setVerdict] = useState<Verdict>();
  useEffect(() => {
    let current = true;
    setVerdict(undefined);
    if (apiKey !== '') {
      void checkKey(apiKey).then((found) => current && setVerdict(found));
    }
    return () => {
      current = false;
    };
  }, [apiKey]);

  const [kind, text] = describe(apiKey, pending, verdict);
  return (
    <p id="key-state" className={`bar-state ${kind}`} role={kind === 'bad' ? 'alert' : 'status'} title={text}>
      {text}
    </p>
  );
}

function describe(apiKey: string, pending: boolean, verdict: Verdict | undefined): [kind: string, text: string] {
  if (pending) {
    return ['plain', 'Press Enter to use this key.'];
  }
  if (apiKey === '') {
    return ['plain', 'No key: the first start of the server prints one.'];
  }
  if (verdict === undefined) {
    return ['plain', 'Checking the key …'];
  }
  return verdict.good ? ['good', `Key of ${verdict.caller}`] : ['bad', `This key does not work. ${verdict.why}`];
}
