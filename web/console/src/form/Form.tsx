import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { AccessgraphError, fieldErrors } from 'accessgraph';
import { Button } from '../ui/ui';
import { Problem } from '../ui/Problem';
import { useSay } from '../text/text';

/** What a form knows of its fields while it is filled in. */
export interface FormState<Values> {
  values: Values;
  set: <Name extends keyof Values>(name: Name, value: Values[Name]) => void;
  setAll: (values: Values) => void;
  /** What is wrong with a field, by its path below `input`, such as `settings[0].relays`, or by that of another variable. */
  errorOf: (path: string) => string | undefined;
}

interface Props<Values> {
  initial: Values;
  /** Saves the values. `over` is the version to save over, once the person has seen a conflict. */
  save: (values: Values, over?: number) => Promise<void>;
  submitLabel?: string;
  onCancel?: () => void;
  cancelLabel?: string;
  /** Is told of what was typed, for a form that is left and comes back. It must stay the same function, such as the setter of a state. */
  onChange?: (values: Values) => void;
  children: (form: FormState<Values>) => ReactNode;
  /** Reads what is on the server now, to compare it after a conflict. */
  current?: () => Promise<{ values: Values; version: number }>;
  /** The names of the fields, for the comparison. */
  labels?: Partial<Record<keyof Values, string>>;
  /** Writes the value of a field for the comparison, if its text or JSON does not do. */
  written?: { [Name in keyof Values]?: (value: Values[Name]) => string };
  /** The fields that reasons concern whose errors name no field, such as a name that is taken. */
  fieldOf?: Readonly<Record<string, string>>;
  /** The variables of the operation that fields belong to. */
  variables?: readonly string[];
}

/**
 * A form that keeps what was typed, whatever happens, and puts everything that is wrong beside its field. If somebody else has
 * changed the object, it shows both versions.
 */
export function Form<Values extends object>(props: Props<Values>) {
  const { initial, save, submitLabel, onCancel, cancelLabel, onChange, children, current, labels = {}, written = {}, fieldOf = {}, variables = ['input'] } = props;
  const say = useSay();
  const [values, setValues] = useState(initial);
  const [error, setError] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);
  const [theirs, setTheirs] = useState<{ values: Values; version: number }>();
  const place = useRef<HTMLFormElement>(null);
  const errors: Record<string, string> = Object.assign({}, ...variables.map((name) => fieldErrors(error, name)));
  delete errors['input.expectedVersion']; // no field is beside it: the conflict says more
  const concerned = error instanceof AccessgraphError ? fieldOf[error.reason] : undefined;
  if (concerned !== undefined && error instanceof AccessgraphError) errors[`input.${concerned}`] ??= error.message;

  const submit = async (over?: number): Promise<void> => {
    setSaving(true);
    setError(undefined);
    setTheirs(undefined);
    try {
      await save(values, over);
    } catch (why) {
      setError(why);
      if (why instanceof AccessgraphError && why.reason === 'VERSION_CONFLICT' && current !== undefined) {
        await current().then(setTheirs, setError);
      }
    } finally {
      setSaving(false);
    }
  };

  // A person who cannot see the marks is taken to the first of them.
  useEffect(() => {
    if (error !== undefined) {
      (place.current?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? place.current?.querySelector<HTMLElement>('[role="alert"]'))?.focus();
    }
  }, [error]);

  // What was typed is told after the page is drawn, as of any other change.
  useEffect(() => onChange?.(values), [values, onChange]);

  const beside = new Set<string>();
  const state: FormState<Values> = {
    values,
    set: (name, value) => setValues((before) => ({ ...before, [name]: value })),
    setAll: setValues,
    errorOf: (path) => {
      const full = path in errors ? path : `input.${path}`;
      const message = errors[full];
      if (message !== undefined) beside.add(full);
      return message;
    },
  };
  return (
    <form
      ref={place}
      className="form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      {children(state)}
      {theirs !== undefined ? (
        <Conflict mine={values} theirs={theirs.values} labels={labels} written={written} onKeep={() => void submit(theirs.version)} onTake={() => {
            setValues(theirs.values);
            setTheirs(undefined);
            setError(undefined);
          }}
        />
      ) : (
        error !== undefined && (
          <>
            <Problem error={error} />
            {/* Where the form knows the field, the path that the server names says nothing more. */}
            <Elsewhere errors={concerned === undefined ? errors : {}} beside={beside} />
          </>
        )
      )}
      <div className="buttons">
        {onCancel !== undefined && <Button onPress={onCancel}>{cancelLabel ?? say('app.cancel')}</Button>}
        <Button kind="primary" type="submit" isPending={isSaving}>
          {submitLabel ?? say('app.save')}
        </Button>
      </div>
    </form>
  );
}

/**
 * What is wrong and has no field to be beside. It comes after the fields, so that each of them, however deep in a component, has taken
 * its error before this is drawn.
 */
function Elsewhere({ errors, beside }: { errors: Record<string, string>; beside: ReadonlySet<string> }) {
  const say = useSay();
  const rest = Object.entries(errors).filter(([path]) => !beside.has(path));
  return (
    <>
      {beside.size > 0 && <p className="faint">{say('problem.fields')}</p>}
      {rest.length > 0 && (
        <ul>
          {rest.map(([path, message]) => (
            <li key={path}>
              <code>{path}</code> {message}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface ConflictProps<Values> {
  mine: Values;
  theirs: Values;
  labels: Partial<Record<keyof Values, string>>;
  written: { [Name in keyof Values]?: (value: Values[Name]) => string };
  onKeep: () => void;
  onTake: () => void;
}

function Conflict<Values extends object>({ mine, theirs, labels, written, onKeep, onTake }: ConflictProps<Values>) {
  const say = useSay();
  const names = (Object.keys(mine) as (keyof Values)[]).filter((name) => JSON.stringify(mine[name]) !== JSON.stringify(theirs[name]));
  return (
    <section className="notice bad conflict" role="alert" tabIndex={-1}>
      <h2>{say('conflict.title')}</h2>
      <p>{say('conflict.about')}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('conflict.field')}</th>
            <th scope="col">{say('conflict.yours')}</th>
            <th scope="col">{say('conflict.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={String(name)}>
              <th scope="row">{labels[name] ?? String(name)}</th>
              <td>{(written[name] ?? plain)(mine[name])}</td>
              <td>{(written[name] ?? plain)(theirs[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="buttons">
        <Button onPress={onTake}>{say('conflict.take')}</Button>
        <Button kind="primary" onPress={onKeep}>
          {say('conflict.keep')}
        </Button>
      </div>
    </section>
  );
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
