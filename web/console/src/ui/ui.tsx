import { type ReactNode, useId } from 'react';
import {
  Button as AriaButton,
  type ButtonProps,
  Dialog as AriaDialog,
  DialogTrigger,
  FieldError,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  Text,
  TextArea,
  TextField as AriaTextField,
} from 'react-aria-components';
import { useSay } from '../text/text';

/** A button. `primary` is for the one that a page is about; `danger` for what cannot be taken back. */
export function Button({ kind = 'plain', ...rest }: ButtonProps & { kind?: 'plain' | 'primary' | 'danger' | 'link' }) {
  return <AriaButton {...rest} className={`button ${kind}`} />;
}

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  description?: string | undefined;
  type?: 'text' | 'password' | 'email' | 'search' | 'number' | 'datetime-local';
  multiline?: boolean;
  isRequired?: boolean;
  isDisabled?: boolean;
  autoFocus?: boolean;
  name?: string;
}

/** A field of a form, with what is wrong with it beside it. */
export function TextField({ label, error, description, multiline = false, type = 'text', name, ...rest }: TextFieldProps) {
  return (
    <AriaTextField {...rest} className="field" isInvalid={error !== undefined} validationBehavior="aria" type={type} {...(name !== undefined && { name })}>
      <Label>{label}</Label>
      {multiline ? <TextArea rows={4} /> : <Input autoComplete="off" spellCheck={false} />}
      {description !== undefined && (
        <Text slot="description" className="faint">
          {description}
        </Text>
      )}
      <FieldError>{error}</FieldError>
    </AriaTextField>
  );
}

interface Option {
  value: string;
  label: string;
}

/** A choice of one. It is the browser's own, which every phone and screen reader knows. */
export function Select(props: { label: string; value: string; options: readonly Option[]; onChange: (value: string) => void; error?: string | undefined; description?: string | undefined; isDisabled?: boolean }) {
  const { label, value, options, onChange, error, description, isDisabled = false } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} disabled={isDisabled} aria-invalid={error !== undefined || undefined} aria-describedby={`${id}-more`} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <span id={`${id}-more`} className={error === undefined ? 'faint' : 'react-aria-FieldError'}>
        {error ?? description}
      </span>
    </div>
  );
}

/** A button that opens a dialog. The content gets a function that closes it. */
export function DialogButton({ label, title, kind = 'plain', children }: { label: string; title: string; kind?: 'plain' | 'primary' | 'danger'; children: (close: () => void) => ReactNode }) {
  return (
    <DialogTrigger>
      <Button kind={kind}>{label}</Button>
      <ModalOverlay className="overlay">
        <Modal className="modal">
          <AriaDialog className="dialog">
            {({ close }) => (
              <>
                <Heading slot="title">{title}</Heading>
                {children(close)}
              </>
            )}
          </AriaDialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}

/** A button that asks before it does something. */
export function ConfirmButton({ label, about, onConfirm, kind = 'danger' }: { label: string; about: string; onConfirm: () => void; kind?: 'primary' | 'danger' }) {
  const say = useSay();
  return (
    <DialogButton label={label} title={label}>
      {(close) => (
        <>
          <p>{about}</p>
          <div className="buttons">
            <Button onPress={close}>{say('app.cancel')}</Button>
            <Button
              kind={kind}
              onPress={() => {
                close();
                onConfirm();
              }}
            >
              {label}
            </Button>
          </div>
        </>
      )}
    </DialogButton>
  );
}

/** A page: its title, what can be done, and its content. */
export function Page({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <article className="page">
      <header className="page-head">
        <h1 tabIndex={-1}>{title}</h1>
        <div className="buttons">{actions}</div>
      </header>
      {children}
    </article>
  );
}

/** What an object has: names and values. */
export function Facts({ facts }: { facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A word for a state, with a colour that is not needed to read it. */
export function Badge({ tone, children }: { tone: 'good' | 'bad' | 'faint'; children: ReactNode }) {
  return <span className={`badge ${tone}`}>{children}</span>;
}

/** Says that something is being loaded. */
export function Loading() {
  const say = useSay();
  return (
    <p className="faint" role="status" aria-busy="true">
      {say('app.loading')}
    </p>
  );
}
