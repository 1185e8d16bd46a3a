import { createContext, useContext } from 'react';
import type { Answers } from './answers';
import type { Carried } from './carried';
import type { Start } from './start';

/** What the parts of the page share. GraphiQL renders plugins without props. */
export interface Playground {
  start: Start;
  carried: Carried;
  answers: Answers;
  /** The key in use; empty for none. */
  apiKey: string;
  /** The error that is looked up; empty for none. */
  error: string;
  setError: (reason: string) => void;
}

export const PlaygroundContext = createContext<Playground | null>(null);

export function usePlayground(): Playground {
  const playground = useContext(PlaygroundContext);
  if (playground === null) {
    throw new Error('A part of the playground is shown outside of its context.');
  }
  return playground;
}
