import type { ReactNode } from 'react';
import { type TextKey, useFormats, useSay } from '../../text/text';
import { Badge } from '../../ui/ui';
import type { Holder } from './links';

/** What decides whether an identifier can pass at all, whatever its rules are. */
export interface Passable {
  enabled: boolean;
  holderId?: string | null;
  holder?: (Holder & { enabled?: boolean; state?: string }) | null;
  validity: { from?: string | null; to?: string | null; maxPasses?: number | null; passesLeft?: number | null };
}

/** Returns what stands against an identifier at an instant, in the order of the server's decision. */
export function obstaclesOf({ enabled, holderId, holder, validity }: Passable, now: Date): TextKey[] {
  const isHolderActive = holder?.enabled ?? (holder?.state === undefined ? undefined : holder.state === 'ACTIVE');
  const obstacles: [applies: boolean, TextKey][] = [
    [!enabled, 'obstacle.disabled'],
    [Boolean(holderId) && isHolderActive === false, 'obstacle.holder'],
    [Boolean(holderId) && isHolderActive === undefined, 'obstacle.holderUnknown'],
    [Boolean(validity.from) && now < new Date(validity.from ?? ''), 'obstacle.early'],
    [Boolean(validity.to) && now >= new Date(validity.to ?? ''), 'obstacle.expired'],
    [validity.passesLeft === 0, 'obstacle.passes'],
  ];
  return obstacles.filter(([applies]) => applies).map(([, key]) => key);
}

/** Whether an identifier can pass now, and what stands against it. It says nothing of its rules. */
export function Obstacles({ identifier }: { identifier: Passable }) {
  const say = useSay();
  const obstacles = obstaclesOf(identifier, new Date());
  if (obstacles.length === 0) return <Badge tone="good">{say('obstacle.none')}</Badge>;
  return (
    <span className="badges">
      {obstacles.map((key) => (
        <Badge key={key} tone={key === 'obstacle.holderUnknown' ? 'faint' : 'bad'}>
          {say(key)}
        </Badge>
      ))}
    </span>
  );
}

/** The limits of an identifier in words. */
export function Validity({ validity }: { validity: Passable['validity'] }): ReactNode {
  const say = useSay();
  const { time, number, zone } = useFormats();
  const { from, to, maxPasses, passesLeft } = validity;
  const limits = [
    from && say('identifiers.validFrom', { time: time(from) }),
    to && say('identifiers.validTo', { time: time(to) }),
    maxPasses && say('identifiers.passesOf', { left: number(passesLeft ?? maxPasses), max: number(maxPasses) }),
  ].filter(Boolean);
  if (limits.length === 0) return say('identifiers.noLimit');
  return (
    <>
      {limits.join(' · ')} {(from || to) && <span className="faint">({say('time.zone', { zone })})</span>}
    </>
  );
}
