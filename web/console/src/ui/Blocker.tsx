import { isText } from '../text/catalogue';
import { useSay } from '../text/text';

interface Props {
  blocker: { reason: string; message: string };
}

/** Why something cannot be done or used; in the words of the server where the console has none of its own. */
export function Blocker({ blocker: { reason, message } }: Props) {
  const say = useSay();
  const key = `blocker.${reason}`;
  return <>{isText(key) ? say(key) : message}</>;
}
