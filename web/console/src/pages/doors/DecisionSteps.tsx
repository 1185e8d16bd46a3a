import { Link } from '@tanstack/react-router';
import type { PassageDenial } from '../../gql/graphql';
import { useSay } from '../../text/text';
import type { Setting } from './RelayGrid';

/** The checks of a decision, each by the denial that it ends in. The first that fails decides. */
export const denials: readonly PassageDenial[] = [
  'TOO_MANY_ATTEMPTS',
  'MALFORMED_NUMBER',
  'UNKNOWN_IDENTIFIER',
  'IDENTIFIER_DISABLED',
  'HOLDER_DISABLED',
  'NOT_YET_VALID',
  'EXPIRED',
  'NO_PASSES_LEFT',
  'NO_ACCESS_RULE_ATTACHED',
  'READER_NOT_IN_ACCESS_RULES',
  'OUTSIDE_TIME_PROFILES',
];

interface Props {
  denial: PassageDenial | null | undefined;
  /** Whether a number was shown at the reader, rather than an identifier chosen. */
  isByNumber: boolean;
  isCode: boolean;
}

/** A decision step by step: what was checked, in order, up to what failed. */
export function DecisionSteps({ denial, isByNumber, isCode }: Props) {
  const say = useSay();
  const steps = denials.filter((step) => step === denial || ((step !== 'TOO_MANY_ATTEMPTS' || (isByNumber && isCode)) && (step !== 'MALFORMED_NUMBER' || isByNumber)));
  const failed = denial ? steps.indexOf(denial) : steps.length;
  return (
    <ol className="decision" aria-label={say('check.steps')}>
      {steps.map((step, i) => {
        const state = i < failed ? 'passed' : i === failed ? 'failed' : 'skipped';
        return (
          <li key={step} className={state}>
            <span aria-hidden="true">{{ passed: '✓', failed: '✗', skipped: '–' }[state]}</span>
            <span>{say(`step.${step}`)}</span>
            <strong>{say(`check.${state}`)}</strong>
          </li>
        );
      })}
    </ol>
  );
}

interface RulesProps {
  rules: readonly { id: string; name: string; settings: readonly Setting[] }[];
  reader: string;
}

/** The rules of a decision, and which relays each opens at the reader. */
export function DecisionRules({ rules, reader }: RulesProps) {
  const say = useSay();
  return (
    <ul className="plain">
      {rules.map(({ id, name, settings }) => {
        const relays = settings.find((setting) => setting.reader === reader)?.relays;
        return (
          <li key={id}>
            <Link to={`/access-rules/${id}`}>{name}</Link>
            <span>{relays === undefined ? say('check.otherReaders', { readers: settings.map((setting) => setting.reader).join(', ') }) : say('check.relays', { relays: relays.join(', ') })}</span>
          </li>
        );
      })}
    </ul>
  );
}
