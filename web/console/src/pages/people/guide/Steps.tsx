import { type ReactNode, useEffect, useRef } from 'react';
import { type TextKey, useSay } from '../../../text/text';

/** Where a person is within a guide. */
export function Steps({ names, current }: { names: readonly TextKey[]; current: number }) {
  const say = useSay();
  return (
    <ol className="steps" aria-label={say('give.steps')}>
      {names.map((name, i) => (
        <li key={name} aria-current={i === current ? 'step' : undefined} className={i < current ? 'done' : undefined}>
          {say(name)}
        </li>
      ))}
    </ol>
  );
}

/** One step. Its title gets the focus, so that it is announced. */
export function Step({ title, children }: { title: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="step">
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}

/** A choice of one of a few ways to go on. */
export function Ways<Way extends string>({ legend, ways, chosen, onChoose }: { legend: string; ways: readonly { way: Way; label: string; about?: string }[]; chosen: Way; onChoose: (way: Way) => void }) {
  return (
    <fieldset className="picker">
      <legend>{legend}</legend>
      <div className="choices">
        {ways.map(({ way, label, about }) => (
          <label key={way} className="choice">
            <input type="radio" name={legend} checked={way === chosen} onChange={() => onChoose(way)} />
            <span>
              {label} {about !== undefined && <span className="faint">{about}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
