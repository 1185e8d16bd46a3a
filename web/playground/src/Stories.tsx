import { createContext, useContext, useSyncExternalStore } from 'react';
import { DOC_EXPLORER_PLUGIN } from '@graphiql/plugin-doc-explorer';
import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { Carried, placeholders } from './carried';
import type { Start, Step, Story } from './start';
import { useOpenStep } from './open';

/** What the panel shows. GraphiQL renders plugins without props. */
export const StoriesContext = createContext<{ start: Start; carried: Carried } | null>(null);

export const STORIES_PLUGIN: GraphiQLPlugin = { title: 'Stories', icon: StoriesIcon, content: Stories };

function useStories() {
  const found = useContext(StoriesContext);
  if (found === null) {
    throw new Error('The stories are shown outside of their context.');
  }
  return found;
}

function Stories() {
  const { start, carried } = useStories();
  return (
    <section className="stories" aria-label="Stories">
      <Welcome start={start} />
      {start.stories.map((story) => (
        <StoryPart key={story.title} story={story} />
      ))}
      <footer>
        <button type="button" className="plain" onClick={() => carried.startOver()}>
          Start over
        </button>
        <p>
          Forgets what earlier steps answered. Accessgraph {start.version}, <a href="/playground/THIRD_PARTY_LICENSES.txt">licences of this page</a>.
        </p>
      </footer>
    </section>
  );
}

function Welcome({ start }: { start: Start }) {
  const { setVisiblePlugin } = useGraphiQLActions();
  const { openStep } = useOpenStep();
  const catalogue = start.stories.flatMap((story) => story.steps).find((step) => step.query.includes('errorCatalog'));
  return (
    <div className="welcome">
      <h2>Welcome</h2>
      <p>Who may get in where, as a GraphQL API. Each story below is a few requests that work in their order: a click opens one in a tab, ▶ runs it.</p>
      <p>
        A text such as <code>{'${10-create-customer…id}'}</code> in the variables stands for a value of an earlier answer. It is filled in when the request is
        sent; the steps show where each value comes from and what it is.
      </p>
      <p className="welcome-links">
        <button type="button" className="plain" onClick={() => setVisiblePlugin(DOC_EXPLORER_PLUGIN)}>
          Read the documentation
        </button>
        {catalogue && (
          <button type="button" className="plain" onClick={() => openStep(catalogue)}>
            Look up errors
          </button>
        )}
      </p>
      {start.introspection === 'OFF' && <p role="note">Introspection is off on this server: there is no documentation and no completion.</p>}
      {start.introspection === 'KEY' && <p role="note">The documentation and completion need a key on this server.</p>}
    </div>
  );
}

function StoryPart({ story }: { story: Story }) {
  return (
    <section className="story">
      <h3>{story.title}</h3>
      <p>{story.about}</p>
      <ol>
        {story.steps.map((step) => (
          <StepRow key={step.name} step={step} />
        ))}
      </ol>
    </section>
  );
}

function StepRow({ step }: { step: Step }) {
  const { carried } = useStories();
  const state = useSyncExternalStore(carried.subscribe, carried.snapshot);
  const { openStep, runStep } = useOpenStep();
  const active = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.title === step.operation);
  const outcome = state.outcomes[step.name];
  const sign = outcome === undefined ? 'new' : outcome === '' ? 'good' : 'bad';
  return (
    <li className="step" data-step={step.name} data-outcome={sign}>
      <div className="step-row">
        <button type="button" className="step-open" aria-current={active ? 'step' : undefined} onClick={() => openStep(step)}>
          <Sign kind={sign} />
          <span>{label(step)}</span>
        </button>
        <button type="button" className="step-run" aria-label={`Run ${label(step)}`} title={`Run ${label(step)}`} onClick={() => runStep(step)}>
          ▶
        </button>
      </div>
      {sign === 'bad' && <p className="step-problem">Not as expected. {outcome}</p>}
      {active && placeholders(step.variables).map((path) => <Value key={path} path={path} value={Carried.value(state, path)} />)}
    </li>
  );
}

function Value({ path, value }: { path: string; value: string | undefined }) {
  const [from, ...rest] = path.split('.');
  return (
    <p className="step-value">
      {path === 'run' ? (
        <>a number of this run: </>
      ) : (
        <>
          <code>{rest.slice(-2).join('.')}</code> of {from}:{' '}
        </>
      )}
      {value === undefined ? <em>run that step first</em> : <code>{value}</code>}
    </p>
  );
}

function Sign({ kind }: { kind: 'new' | 'good' | 'bad' }) {
  const [sign, text] = { new: ['○', 'not run yet'], good: ['✓', 'answered as expected'], bad: ['✗', 'not as expected'] }[kind] as [string, string];
  return (
    <span className={`sign ${kind}`} role="img" aria-label={text} title={text}>
      {sign}
    </span>
  );
}

/** The name of a step as people read it: "10-create-customer" is "Create customer". */
function label(step: Step): string {
  const words = step.name.replace(/^\d+-/, '').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function StoriesIcon() {
  return (
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M5 6h.01M5 12h.01M5 18h.01" strokeWidth="3" strokeLinecap="round" />
      <path d="M9 6h11M9 12h11M9 18h11" strokeLinecap="round" />
    </svg>
  );
}
