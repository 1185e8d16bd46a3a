import { useSay } from '../../text/text';
import { Action } from '../../ui/Action';
import { Button, ConfirmButton } from '../../ui/ui';
import type { State } from './parts';

interface Props {
  state: State;
  /** What a deactivation means, which is asked before it. */
  about: string;
  onSwitch: (state: 'ACTIVE' | 'DEACTIVATED') => Promise<unknown>;
}

/** Switches a person or an account off and on again. An invited one cannot be switched yet. */
export function StateSwitch({ state, about, onSwitch }: Props) {
  const say = useSay();
  return (
    <Action>
      {(run, isRunning) => (
        <div className="buttons">
          {state === 'ACTIVE' && <ConfirmButton label={say('action.DEACTIVATE')} about={about} onConfirm={() => run(() => onSwitch('DEACTIVATED'))} />}
          {state === 'DEACTIVATED' && (
            <Button kind="primary" isPending={isRunning} onPress={() => run(() => onSwitch('ACTIVE'))}>
              {say('action.REACTIVATE')}
            </Button>
          )}
        </div>
      )}
    </Action>
  );
}
