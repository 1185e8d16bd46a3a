/** What the server counted of an hour: hours without passages are missing. */
export interface CountedHour {
  from: string;
  grantedCount: number;
  deniedCount: number;
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
export function hoursOf({ from, to }: { from: Date; to: Date }, counted: readonly CountedHour[]): Hour[] {
  const byStart = new Map(counted.map((hour) => [new Date(hour.from).getTime(), hour]));
  const length = Math.ceil((to.getTime() - from.getTime()) / hourMilliseconds);
  return Array.from({ length }, (_, i): Hour => {
    const start = new Date(from.getTime() + i * hourMilliseconds);
    const hour = byStart.get(start.getTime());
    return { start, granted: hour?.grantedCount ?? 0, denied: hour?.deniedCount ?? 0 };
  });
}
