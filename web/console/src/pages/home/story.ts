import type { Client } from 'accessgraph';
import type { Scope } from '../../api/context';
import type { TextKey } from '../../text/catalogue';

/** An object of a story that is there. */
export interface Sample {
  id: string;
  noun: TextKey;
  label: string;
  /** Its page. */
  to: string;
  /** Deletes it, or deactivates it if the API deletes no such object. */
  remove: () => Promise<unknown>;
}

/** What one family of objects is for, told with sample data. */
export interface Story {
  name: 'people' | 'doors' | 'users';
  /** What a key needs to make it and to remove it. */
  needs: readonly Scope[];
  /**
   * Reads whether the company uses this family, and which samples are there, in the order in which they were made. Samples are told by
   * their whole names, so that they are still recognized after a reload or in another browser.
   */
  look: (client: Client, signal: AbortSignal) => Promise<{ isEmpty: boolean; samples: readonly Sample[] }>;
  make: (client: Client) => Promise<void>;
}

/** Returns what a mutation made. The client throws if the server refuses, so that it is there. */
export function present<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('The server sent no data and no error.');
  return value;
}
