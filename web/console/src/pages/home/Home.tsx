import { useSession } from '../../api/context';
import { useSay } from '../../text/text';
import { Page } from '../../ui/ui';
import { Counts } from './Counts';
import { FirstMinute } from './FirstMinute';

/** The first page: what there is, and where to begin. */
export function Home() {
  const say = useSay();
  const { viewer } = useSession();
  return (
    <Page title={viewer.company.name}>
      <p>{say('home.about')}</p>
      <Counts />
      <FirstMinute />
    </Page>
  );
}
