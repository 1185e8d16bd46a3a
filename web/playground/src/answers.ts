import type { Json } from './start';

/** What came of a request: what is shown beside the answer. */
export interface Answer {
  /** The status of HTTP; 0 if nothing was answered. */
  status: number;
  /** From the request to the last byte of the answer. */
  milliseconds: number;
  /** The length of the answer's text. */
  bytes: number;
  errors: AnswerError[];
}

/** An error, or one of the violations that it lists. */
export interface AnswerError {
  message: string;
  /** The reason in the catalogue; undefined for errors of the page itself. */
  reason: string | undefined;
  /** What is wrong, by path. */
  data: [path: string, text: string][];
}

/** The reason of an answer to a request without a key that needs one. */
export const keyRequired = 'AUTHENTICATION_REQUIRED';

/** The last answer to each operation, by its name. */
export class Answers {
  private answers: ReadonlyMap<string, Answer> = new Map();
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): ReadonlyMap<string, Answer> => this.answers;

  note(operation: string | null | undefined, answer: Answer): void {
    this.answers = new Map(this.answers).set(operation ?? '', answer);
    this.listeners.forEach((listener) => listener());
  }
}

/** The errors of an answer, each violation on its own. */
export function errorsOf(answer: Json): AnswerError[] {
  return listAt(answer, 'errors').flatMap((error) => {
    const extensions = at(error, 'extensions');
    const violations = listAt(extensions, 'violations');
    return violations.length > 0 ? violations.map(describe) : [describe({ message: at(error, 'message'), reason: at(extensions, 'reason'), data: at(extensions, 'data') })];
  });
}

function describe(error: Json): AnswerError {
  const reason = at(error, 'reason');
  const data = at(error, 'data');
  return {
    message: String(at(error, 'message')),
    reason: typeof reason === 'string' ? reason : undefined,
    data: data !== null && typeof data === 'object' && !Array.isArray(data) ? Object.entries(data).map(([path, value]) => [path, textOf(value)]) : [],
  };
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

function at(value: Json, key: string): Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value[key] ?? null) : null;
}

function listAt(value: Json, key: string): Json[] {
  const list = at(value, key);
  return Array.isArray(list) ? list : [];
}
