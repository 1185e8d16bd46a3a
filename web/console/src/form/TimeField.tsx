import { useId } from 'react';
import { useFormats, useSay } from '../text/text';

interface Props {
  label: string;
  /** An instant as RFC 3339 in UTC; empty for none. */
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** Returns an instant as the browser's field writes it, in the browser's zone. Seconds are written if there are any. */
function toLocal(text: string): string {
  const at = new Date(text);
  if (text === '' || Number.isNaN(at.getTime())) return '';
  const seconds = at.getSeconds() === 0 && at.getMilliseconds() === 0 ? '' : `:${pad(at.getSeconds())}.${pad(at.getMilliseconds(), 3)}`;
  return `${pad(at.getFullYear(), 4)}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}${seconds}`;
}

/** A field for an instant. It is entered in the browser's zone, which the field names. */
export function TimeField({ label, value, onChange, error }: Props) {
  const id = useId();
  const say = useSay();
  const { zone } = useFormats();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        max="9999-12-31T23:59"
        value={toLocal(value)}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={`${id}-more`}
        onChange={({ target }) => onChange(target.value === '' ? '' : new Date(target.value).toISOString())}
      />
      <span id={`${id}-more`} className={error === undefined ? 'faint' : 'react-aria-FieldError'}>
        {error ?? say('time.zone', { zone })}
      </span>
    </div>
  );
}
