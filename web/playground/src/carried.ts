import { difference } from './expect';
import type { Json, Start, Step } from './start';

const storageKey = 'accessgraph.carried';
const placeholder = /\$\{([^}]+)\}/g;

/** How the last answer of a step compares with what is expected: the first difference, or an empty text. */
type Outcome = string;

interface State {
  /** A number of this run, for what must be unique. */
  run: string;
  /** Values of earlier answers, by placeholder: step, and path in the answer's data. */
  values: Record<string, string>;
  outcomes: Record<string, Outcome>;
}

/**
 * Carries values from the answers of steps to the variables of later ones. It keeps only values that some placeholder
 * refers to, for the session of the browser.
 */
export class Carried {
  private state: State;
  private readonly byOperation: Map<string, Step>;
  private readonly titles: Map<string, string>;
  private readonly wanted: string[];
  private readonly listeners = new Set<() => void>();

  constructor(start: Start) {
    const steps = start.stories.flatMap((story) => story.steps);
    this.byOperation = new Map(steps.map((step) => [step.operation, step]));
    this.titles = new Map(steps.map((step) => [step.name, step.title]));
    this.wanted = [...new Set(steps.flatMap((step) => placeholders(step.variables)))];
    this.state = restore() ?? fresh();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): State => this.state;

  /** The value that a placeholder stands for; undefined before its step was answered. */
  static value(state: State, path: string): string | undefined {
    return path === 'run' ? state.run : state.values[path];
  }

  /** Returns the variables with every placeholder filled. The error names the step that has to run first. */
  fill(value: Json | undefined): Json | undefined {
    if (typeof value === 'string') {
      return value.replace(placeholder, (_, path: string) => this.known(path));
    }
    if (Array.isArray(value)) {
      return value.map((element) => this.fill(element) as Json);
    }
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([name, element]) => [name, this.fill(element) as Json]));
    }
    return value;
  }

  /** Takes what later steps need from the answer to an operation, if it is one of a step. */
  note(operation: string | null | undefined, answer: Json): void {
    const step = this.byOperation.get(operation ?? '');
    if (step === undefined) {
      return;
    }
    const values = { ...this.state.values };
    for (const path of this.wanted.filter((each) => each.startsWith(`${step.name}.`))) {
      const found = find(answer, ['data', ...path.split('.').slice(1)]);
      if (typeof found === 'string') {
        values[path] = found;
      }
    }
    const problem = difference(step.expected, answer);
    const again = problem === '' || step.again === null ? problem : difference(step.again, answer);
    this.change({ ...this.state, values, outcomes: { ...this.state.outcomes, [step.name]: again } });
  }

  /** The title of a step; its name if there is no such step. */
  titleOf(name: string): string {
    return this.titles.get(name) ?? name;
  }

  /** Forgets everything: another key sees another store. */
  startOver(): void {
    this.change(fresh());
  }

  private known(path: string): string {
    const value = Carried.value(this.state, path);
    if (value === undefined) {
      throw new Error(`Nothing is known of \${${path}} yet: run the step “${this.titleOf(path.split('.')[0] ?? '')}” first.`);
    }
    return value;
  }

  private change(state: State): void {
    this.state = state;
    sessionStorage.setItem(storageKey, JSON.stringify(state));
    this.listeners.forEach((listener) => listener());
  }
}

/** The placeholders of a text, each once. */
export function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(placeholder)].map((match) => match[1] ?? ''))];
}

function fresh(): State {
  return { run: String(Math.floor(Date.now() / 1000)), values: {}, outcomes: {} };
}

function restore(): State | undefined {
  const kept = sessionStorage.getItem(storageKey);
  return kept === null ? undefined : (JSON.parse(kept) as State);
}

function find(value: Json, path: string[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (found, key) => {
      if (Array.isArray(found)) {
        return found[Number(key)];
      }
      return found !== null && typeof found === 'object' ? found[key] : undefined;
    },
    value,
  );
}
