interface Props {
  legend: string;
  choices: readonly { value: string; label: string; note?: string }[];
  value: readonly string[];
  onChange: (value: string[]) => void;
  error?: string | undefined;
}

/** A choice of any number of a few. What is chosen keeps the order in which it was chosen. */
export function CheckList({ legend, choices, value, onChange, error }: Props) {
  const toggle = (each: string): void => onChange(value.includes(each) ? value.filter((other) => other !== each) : [...value, each]);
  return (
    <fieldset className="picker" aria-invalid={error === undefined ? undefined : true} tabIndex={-1}>
      <legend>{legend}</legend>
      <div className="choices scrolled">
        {choices.map((choice) => (
          <label key={choice.value} className="choice">
            <input type="checkbox" checked={value.includes(choice.value)} onChange={() => toggle(choice.value)} />
            <span>
              {choice.label} <span className="faint">{choice.note}</span>
            </span>
          </label>
        ))}
      </div>
      {error !== undefined && <p className="react-aria-FieldError">{error}</p>}
    </fieldset>
  );
}
