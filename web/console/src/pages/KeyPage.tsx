import { type FormEvent, useState } from 'react';
import { Button, TextField } from '../ui/ui';
import { useSay } from '../text/text';

/** Asks for an API key. */
export function KeyPage({ onKey, problem }: { onKey: (key: string) => void; problem?: string }) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim() !== '') onKey(typed.trim());
  };
  return (
    <main className="alone">
      <h1>{say('key.title')}</h1>
      <p>{say('key.about')}</p>
      <form className="form" onSubmit={submit}>
        <TextField type="password" label={say('key.label')} value={typed} onChange={setTyped} error={problem} autoFocus />
        <div className="buttons">
          <Button kind="primary" type="submit">
            {say('key.use')}
          </Button>
        </div>
      </form>
    </main>
  );
}
