import { useSyncExternalStore } from 'react';
import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { Carried, placeholders } from './carried';
import { usePlayground } from './context';
import { DOCUMENTATION_PLUGIN } from './Documentation';
import { useCatalogue } from './Errors';
import { useOpenStep } from './open';
import type { Start, Step, Story } from './start';

export const STORIES_PLUGIN: GraphiQLPlugin = { title: 'Stories', icon: StoriesIcon, content: Stories };

function Stories() {
  const { start, carried } = usePlayground();
  return (
    <section className="panel stories" aria-label="Stories">
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
  const { lookUp } = useCatalogue();
  return (
    <div className="welcome">
      <h2>Welcome</h2>
      <p>Who may get in where, as a GraphQL API. Each story below is a few requests that work in their order: a click opens one in a tab, ▶ runs it.</p>
      <p>
        A text such as <code>{'${10-create-customer…id}'}</code> in the variables stands for a value of an earlier answer. It is filled in when the request is
        sent; the steps show where each value comes from and what it is.
      </p>
      <p className="welcome-links">
        <button type="button" className="plain" onClick={() => setVisiblePlugin(DOCUMENTATION_PLUGIN)}>
          Read the documentation
        </button>
        <button type="button" className="plain" onClick={() => lookUp()}>
          Look up errors
        </button>
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
  const { carried } = usePlayground();
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
          <span>{step.title}</span>
        </button>
        <button type="button" className="step-run" aria-label={`Run: ${step.title}`} title="Run" onClick={() => runStep(step)}>
          ▶
        </button>
      </div>
      {sign === 'bad' && <p className="step-problem">Not as expected. {outcome}</p>}
      {active && placeholders(step.variables).map((path) => <Value key={path} path={path} value={Carried.value(state, path)} />)}
    </li>
  );
}

function Value({ path, value }: { path: string; value: string | undefined }) {
  const { carried } = usePlayground();
  const [from = '', ...rest] = path.split('.');
  return (
    <p className="step-value">
      {path === 'run' ? (
        <>a number of this run: </>
      ) : (
        <>
          <code>{rest.slice(-2).join('.')}</code> of “{carried.titleOf(from)}”:{' '}
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

function StoriesIcon() {
  return (
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M5 6h.01M5 12h.01M5 18h.01" strokeWidth="3" strokeLinecap="round" />
      <path d="M9 6h11M9 12h11M9 18h11" strokeLinecap="round" />
    </svg>
  );
}
