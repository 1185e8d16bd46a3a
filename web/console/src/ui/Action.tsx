import { type ReactNode, useState } from 'react';
import { Problem } from './Problem';

/**
 * Carries out what a button asks for, and shows what went wrong beside it. `run` is given to the buttons: it takes the change to make,
 * and then does not throw.
 */
export function Action({ children }: { children: (run: (change: () => Promise<unknown>) => void, isRunning: boolean) => ReactNode }) {
  const [error, setError] = useState<unknown>();
  const [isRunning, setRunning] = useState(false);
  const run = (change: () => Promise<unknown>): void => {
    setError(undefined);
    setRunning(true);
    change()
      .catch(setError)
      .finally(() => setRunning(false));
  };
  return (
    <>
      {error !== undefined && <Problem error={error} />}
      {children(run, isRunning)}
    </>
  );
}
