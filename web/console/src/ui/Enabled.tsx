import { useSay } from '../text/text';
import { Action } from './Action';
import { Badge, Button, ConfirmButton } from './ui';

/** Whether something is turned on. */
export function EnabledBadge({ enabled }: { enabled: boolean }) {
  const say = useSay();
  return <Badge tone={enabled ? 'good' : 'bad'}>{say(enabled ? 'app.enabled' : 'app.disabled')}</Badge>;
}

interface Props {
  enabled: boolean;
  /** What turning it off means, which is asked before it. */
  about: string;
  onSwitch: (enabled: boolean) => Promise<unknown>;
}

/** Turns something off and on again. */
export function EnabledSwitch({ enabled, about, onSwitch }: Props) {
  const say = useSay();
  return (
    <Action>
      {(run, isRunning) => (
        <div className="buttons">
          {enabled ? (
            <ConfirmButton label={say('app.disable')} about={about} onConfirm={() => run(() => onSwitch(false))} />
          ) : (
            <Button isPending={isRunning} onPress={() => run(() => onSwitch(true))}>
              {say('app.enable')}
            </Button>
          )}
        </div>
      )}
    </Action>
  );
}
