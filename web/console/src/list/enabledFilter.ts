import type { Filter } from './ListPage';

/** A filter of lists whose objects can be turned off. */
export const enabledFilter: Filter = {
  name: 'enabled',
  label: 'field.state',
  options: [
    { value: 'yes', label: 'app.enabled' },
    { value: 'no', label: 'app.disabled' },
  ],
};

/** Returns what the filter asks of the API; null for any. */
export const enabledOf = (value: string | undefined): boolean | null => (value === undefined ? null : value === 'yes');
