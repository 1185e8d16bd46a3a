/** What the server tells the page at its start. */
export interface Start {
  version: string;
  introspection: 'PUBLIC' | 'KEY' | 'OFF';
  stories: Story[];
}

/** Steps that belong together and run in their order. */
export interface Story {
  title: string;
  about: string;
  steps: Step[];
}

/** One request of the examples, and what it is answered. */
export interface Step {
  name: string;
  /** What the step does, in a sentence. */
  title: string;
  operation: string;
  query: string;
  /** The text of the variables, with placeholders; empty when there are none. */
  variables: string;
  expected: Json;
  /** What is expected on a store that has seen the examples before; null when that makes no difference. */
  again: Json;
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export async function loadStart(): Promise<Start> {
  const response = await fetch('/playground/start.json');
  if (!response.ok) {
    throw new Error(`The server answered ${response.status} for the playground's settings.`);
  }
  return (await response.json()) as Start;
}
