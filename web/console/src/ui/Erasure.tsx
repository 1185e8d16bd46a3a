import { useEffect, useState } from 'react';
import { Form } from '../form/Form';
import { useFormats, useSay } from '../text/text';
import { type Actor, Who } from './History';
import { useRefresh } from './ObjectPage';
import { DialogButton, Facts, TextField } from './ui';

interface ErasureValue {
  at: string;
  by: Actor;
  reason: string;
  finishedAt?: string | null;
}

/** When and why a person was erased, and whether the server has finished. Until then the page is read anew: old records still have the names. */
export function ErasureFacts({ erasure }: { erasure: ErasureValue }) {
  const say = useSay();
  const { time } = useFormats();
  const refresh = useRefresh();
  const isRunning = !erasure.finishedAt;
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => void refresh(), 1000);
    return () => clearInterval(timer);
  }, [isRunning, refresh]);
  return (
    <section className="notice" aria-label={say('erasure.title')}>
      <h2>{say('erasure.title')}</h2>
      <p>{say('erasure.about')}</p>
      <Facts
        facts={[
          [say('field.at'), time(erasure.at)],
          [say('erasure.by'), <Who key="by" actor={erasure.by} />],
          [say('erasure.reason'), erasure.reason],
          [say('erasure.finished'), erasure.finishedAt ? time(erasure.finishedAt) : say('erasure.running')],
        ]}
      />
    </section>
  );
}

interface Props {
  /** The name that must be typed before the person is erased. */
  name: string;
  /** What is erased. */
  about: string;
  onErase: (reason: string) => Promise<void>;
}

/** Erases a person for good, for a reason, once the name was typed. */
export function EraseButton({ name, about, onErase }: Props) {
  const say = useSay();
  const [isMismatch, setMismatch] = useState(false);
  return (
    <DialogButton label={say('erasure.erase')} title={say('erasure.erase')} kind="danger">
      {(close) => (
        <>
          <p>{about}</p>
          <Form
            initial={{ reason: '', typed: '' }}
            submitLabel={say('erasure.erase')}
            onCancel={close}
            save={async ({ reason, typed }) => {
              setMismatch(typed.trim() !== name);
              if (typed.trim() !== name) return;
              await onErase(reason);
              close();
            }}
          >
            {({ values, set, errorOf }) => (
              <>
                <TextField label={say('erasure.reason')} description={say('erasure.reasonAbout')} value={values.reason} onChange={(reason) => set('reason', reason)} error={errorOf('reason')} />
                <TextField label={say('erasure.typeName', { name })} value={values.typed} onChange={(typed) => set('typed', typed)} error={isMismatch ? say('erasure.mismatch', { name }) : undefined} />
              </>
            )}
          </Form>
        </>
      )}
    </DialogButton>
  );
}
