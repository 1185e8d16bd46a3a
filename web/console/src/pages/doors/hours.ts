import type { PassageDenial } from '../../gql/graphql';

/** What a day's counts need of a passage. */
export interface Counted {
  createdAt: string;
  granted: boolean;
  denial?: PassageDenial | null;
  refusedAttempts?: number | null;
}

/** An hour of a day, with its passages. */
export interface Hour {
  start: Date;
  granted: number;
  denied: number;
}

const hourMilliseconds = 3_600_000;

const pad = (value: number): string => String(value).padStart(2, '0');

/** Returns the day of an instant in the browser's zone, as a field for a date has it. */
export const dayOf = (at: Date): string => `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;

/** Returns the bounds of a day in the browser's zone; null for a text that is no day. */
export function boundsOf(day: string): { from: Date; to: Date } | null {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const from = new Date(year, month - 1, date);
  return dayOf(from) === day ? { from, to: new Date(year, month - 1, date + 1) } : null;
}

/** Returns the hours of a day: 24, or 23 or 25 when the clocks change. */
export function hoursOf({ from, to }: { from: Date; to: Date }, passages: readonly Counted[]): Hour[] {
  const length = Math.ceil((to.getTime() - from.getTime()) / hourMilliseconds);
  const hours = Array.from({ length }, (_, i): Hour => ({ start: new Date(from.getTime() + i * hourMilliseconds), granted: 0, denied: 0 }));
  for (const { createdAt, granted } of passages) {
    const hour = hours[Math.floor((new Date(createdAt).getTime() - from.getTime()) / hourMilliseconds)];
    if (hour !== undefined) hour[granted ? 'granted' : 'denied'] += 1;
  }
  return hours;
}

/** Returns the number of passages for each denial, the most frequent first. */
export function denialsOf(passages: readonly Counted[]): [PassageDenial, number][] {
  const counts = new Map<PassageDenial, number>();
  for (const { denial } of passages) {
    if (denial) counts.set(denial, (counts.get(denial) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}
