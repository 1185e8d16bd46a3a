import { useState } from 'react';
import { useSession } from '../../api/context';
import { Form } from '../../form/Form';
import { TimeField } from '../../form/TimeField';
import { graphql } from '../../gql';
import { useFormats, useSay } from '../../text/text';
import { Action } from '../../ui/Action';
import { Secret } from '../../ui/Secret';
import { Badge, Button, ConfirmButton } from '../../ui/ui';
import type { ApplicationValue } from './Application';

const issueDocument = graphql(`
  mutation IssueApiKey($input: IssueApiKeyInput!) {
    issueApiKey(input: $input) { apiKey apiKeyId }
  }
`);

const revokeDocument = graphql(`
  mutation RevokeApiKey($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) { revokedApiKeyId }
  }
`);

type Key = ApplicationValue['keys'][number];

interface Props {
  application: ApplicationValue;
  mayChange: boolean;
  refresh: () => Promise<void>;
}

const hasExpired = ({ expiresAt }: Key): boolean => typeof expiresAt === 'string' && new Date(expiresAt).getTime() <= Date.now();

/**
 * The keys of an application: issued, replaced by another without an outage, and revoked. If somebody else has changed the application
 * meanwhile, nothing is done, and the page shows it as it is now.
 */
export function ApiKeys({ application, mayChange, refresh }: Props) {
  const say = useSay();
  const { client } = useSession();
  const [step, setStep] = useState<'none' | 'issuing' | 'lost' | { apiKey: string }>('none');
  const live = application.keys.filter((key) => !hasExpired(key));
  return (
    <section className="part" aria-label={say('field.keys')}>
      <h2>{say('field.keys')}</h2>
      {application.keys.length === 0 ? <p className="faint">{say('keys.none')}</p> : <KeyTable application={application} mayChange={mayChange} refresh={refresh} />}
      {typeof step === 'object' && <Secret title={say('keys.shownOnce')} about={say('keys.shownOnceAbout')} parts={[[say('keys.key'), step.apiKey]]} onDone={() => setStep('none')} />}
      {step === 'lost' && <p className="notice bad" role="alert">{say('keys.lost')}</p>}
      {step === 'issuing' && (
        <Form
          initial={{ expiresAt: '' }}
          submitLabel={say('keys.issue')}
          onCancel={() => setStep('none')}
          fieldOf={{ API_KEY_COUNT_EXCEEDED: 'expiresAt' }}
          save={async ({ expiresAt }) => {
            const { issueApiKey } = await client.mutate(issueDocument, { input: { applicationId: application.id, expiresAt: expiresAt || null, expectedVersion: application.version } }).finally(refresh);
            setStep(issueApiKey?.apiKey ? { apiKey: issueApiKey.apiKey } : 'lost');
          }}
        >
          {({ values, set, errorOf }) => <TimeField label={say('keys.expiry')} value={values.expiresAt} onChange={(expiresAt) => set('expiresAt', expiresAt)} error={errorOf('expiresAt')} />}
        </Form>
      )}
      {mayChange && live.length < 2 && (step === 'none' || step === 'lost') && (
        <div className="buttons">
          <Button onPress={() => setStep('issuing')}>{say(live.length === 1 ? 'keys.replace' : 'keys.issue')}</Button>
        </div>
      )}
      {mayChange && live.length === 2 && step === 'none' && <Replacement keys={live} />}
    </section>
  );
}

/** What is left to do while there are two keys: both work, until the older one is revoked. */
function Replacement({ keys }: { keys: readonly Key[] }) {
  const say = useSay();
  const { time } = useFormats();
  const [older, newer] = keys;
  if (older === undefined || newer === undefined) return null;
  return (
    <div className="notice">
      <h3>{say('keys.replacing')}</h3>
      <ol>
        <li>{say('keys.install', { key: newer.hint })}</li>
        <li>{newer.lastUsedAt ? say('keys.isUsed', { key: newer.hint, at: time(newer.lastUsedAt) }) : say('keys.awaitUse', { key: newer.hint })}</li>
        <li>{say('keys.thenRevoke', { key: older.hint })}</li>
      </ol>
    </div>
  );
}

function KeyTable({ application, mayChange, refresh }: Props) {
  const say = useSay();
  const { time } = useFormats();
  const { client, viewer } = useSession();
  const isOwn = application.id === viewer.application.id;
  const others = application.keys.length - 1;
  const revoke = (apiKeyId: string): Promise<void> => client.mutate(revokeDocument, { input: { applicationId: application.id, apiKeyId, expectedVersion: application.version } }).then(() => undefined).finally(refresh);
  const about = (key: Key): string => [say('keys.revokeAbout', { key: key.hint }), others === 0 ? say('keys.revokeLast') : '', isOwn ? say('keys.revokeOwn') : ''].filter(Boolean).join(' ');
  return (
    <Action>
      {(run) => (
        <div className="rows short" tabIndex={0} role="region" aria-label={say('field.keys')}>
          <table>
            <thead>
              <tr>
                {([say('keys.key'), say('field.created'), say('field.expiresAt'), say('keys.lastUsed')] as const).map((label) => (
                  <th key={label} scope="col">
                    {label}
                  </th>
                ))}
                {mayChange && <td />}
              </tr>
            </thead>
            <tbody>
              {application.keys.map((key) => (
                <tr key={key.id}>
                  <td>
                    <code>{key.hint}</code>
                  </td>
                  <td data-label={say('field.created')}>{time(key.createdAt)}</td>
                  <td data-label={say('field.expiresAt')}>
                    {key.expiresAt ? time(key.expiresAt) : say('keys.never')} {hasExpired(key) && <Badge tone="bad">{say('keys.expired')}</Badge>}
                  </td>
                  <td data-label={say('keys.lastUsed')}>{key.lastUsedAt ? time(key.lastUsedAt) : say('applications.neverUsed')}</td>
                  {mayChange && (
                    <td>
                      <ConfirmButton label={say('keys.revoke')} about={about(key)} onConfirm={() => run(() => revoke(key.id))} />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Action>
  );
}
