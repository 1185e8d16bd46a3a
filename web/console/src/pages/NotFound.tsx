import { useSay } from '../text/text';
import { Page } from '../ui/ui';

/** What an address without a page shows. */
export function NotFound() {
  const say = useSay();
  return (
    <Page title={say('problem.page')}>
      <a href="#/">{say('app.back')}</a>
    </Page>
  );
}
