import { useEffect, useRef, useState } from 'react';
import { useSay } from '../text/text';
import { Button } from './ui';

interface Props {
  title: string;
  /** What it is for, and that it is shown once. */
  about: string;
  /** The texts to hand over, each with its name. */
  parts: readonly (readonly [label: string, text: string])[];
  onDone: () => void;
}

/** Shows what can be read only once, to be copied. It stays until the person says that it is no longer needed. */
export function Secret({ title, about, parts, onDone }: Props) {
  const say = useSay();
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <section ref={place} className="notice secret" role="status" tabIndex={-1}>
      <h2>{title}</h2>
      <p>{about}</p>
      {parts.map(([label, text]) => (
        <Copyable key={label} label={label} text={text} />
      ))}
      <Button onPress={onDone}>{say('app.close')}</Button>
    </section>
  );
}

/** A text, and a button that copies it. Where the browser has no clipboard for this page, the text is selected instead. */
function Copyable({ label, text }: { label: string; text: string }) {
  const say = useSay();
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      field.current?.focus();
    }
  };
  return (
    <div className="copyable">
      <label className="field">
        {label}
        <input ref={field} readOnly value={text} />
      </label>
      <Button onPress={() => void copy()}>{say(isCopied ? 'app.copied' : 'app.copy')}</Button>
    </div>
  );
}
