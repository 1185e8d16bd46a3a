import { useFormats, useSay } from '../../text/text';
import { Badge, Facts } from '../../ui/ui';
import type { AccessDetails } from './Access';

/** The text of a user agreement. Where it is not to be read at once, it is folded below its title. */
export function Agreement({ agreement, isFolded = false }: { agreement: { title: string; text: string }; isFolded?: boolean }) {
  const text = (
    <div className="agreement" tabIndex={0} role="region" aria-label={agreement.title}>
      {agreement.text}
    </div>
  );
  return isFolded ? (
    <details>
      <summary>{agreement.title}</summary>
      {text}
    </details>
  ) : (
    <>
      <p>
        <strong>{agreement.title}</strong>
      </p>
      {text}
    </>
  );
}

const tones = { PENDING: 'faint', ACCEPTED: 'good', REVOKED: 'bad', EXPIRED: 'bad' } as const;

/** What became of the latest invitation. */
export function InvitationFacts({ invitation }: { invitation: NonNullable<AccessDetails['invitation']> }) {
  const say = useSay();
  const { time } = useFormats();
  const { status, sentAt, expiresAt, acceptedAt, revokedAt } = invitation;
  return (
    <section className="related">
      <h2>{say('invitation.title')}</h2>
      <Facts
        facts={[
          [say('field.state'), <Badge tone={tones[status]}>{say(`invitation.${status}`)}</Badge>],
          [say('invitation.sentAt'), time(sentAt)],
          [say('invitation.expiresAt'), time(expiresAt)],
          ...(acceptedAt ? [[say('invitation.ACCEPTED'), time(acceptedAt)] as const] : []),
          ...(revokedAt ? [[say('invitation.REVOKED'), time(revokedAt)] as const] : []),
        ]}
      />
    </section>
  );
}
