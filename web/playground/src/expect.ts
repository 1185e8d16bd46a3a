import type { Json } from './start';

/** Says where an answer lacks what is expected of it: an object may hold more, a list may not, errors only where expected. */
export function difference(expected: Json, answer: Json): string {
  if (has(expected, 'errors') !== has(answer, 'errors')) {
    return has(answer, 'errors') ? 'answered with errors' : 'answered without an error';
  }
  return lacks('answer', expected, answer);
}

function lacks(path: string, want: Json, have: Json | undefined): string {
  if (Array.isArray(want)) {
    if (!Array.isArray(have) || have.length !== want.length) {
      return `${path}: expected a list of ${want.length}`;
    }
    return first(want.map((element, i) => lacks(`${path}[${i}]`, element, have[i])));
  }
  if (want !== null && typeof want === 'object') {
    if (have === undefined || have === null || typeof have !== 'object' || Array.isArray(have)) {
      return `${path}: expected an object`;
    }
    return first(Object.entries(want).map(([key, element]) => lacks(`${path}.${key}`, element, have[key])));
  }
  return want === have ? '' : `${path}: expected ${JSON.stringify(want)}`;
}

function first(problems: string[]): string {
  return problems.find((problem) => problem !== '') ?? '';
}

function has(value: Json, key: string): boolean {
  return value !== null && typeof value === 'object' && key in value;
}
