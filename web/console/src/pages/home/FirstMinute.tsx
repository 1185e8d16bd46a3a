import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { isAllowed, useSession } from '../../api/context';
import { useSay } from '../../text/text';
import { Action } from '../../ui/Action';
import { useRefresh } from '../../ui/ObjectPage';
import { Problem } from '../../ui/Problem';
import { Button, ConfirmButton } from '../../ui/ui';
import { doorsStory } from './doorsStory';
import { peopleStory } from './peopleStory';
import type { Story } from './story';
import { usersStory } from './usersStory';

const stories: readonly Story[] = [peopleStory, doorsStory, usersStory];

/** Offers to make a story with sample data where a family of objects is empty, and to remove it again. */
export function FirstMinute() {
  const say = useSay();
  const { scopes } = useSession().viewer;
  const allowed = stories.filter((story) => story.needs.every((scope) => isAllowed(scopes, scope)));
  if (allowed.length === 0) return null;
  return (
    <section className="stories" aria-label={say('home.stories')}>
      {allowed.map((story) => (
        <StoryCard key={story.name} story={story} />
      ))}
    </section>
  );
}

function StoryCard({ story }: { story: Story }) {
  const say = useSay();
  const { client } = useSession();
  const refresh = useRefresh();
  const [isRemoved, setRemoved] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ['story', story.name], queryFn: ({ signal }) => story.look(client, signal) });
  if (data === undefined) return error === null ? null : <Problem error={error} onRetry={() => void refetch()} />;
  const { isEmpty, samples } = data;
  if (!isEmpty && samples.length === 0 && !isRemoved) return null;
  return (
    <section className="notice story" aria-label={say(`story.${story.name}`)}>
      <h2>{say(`story.${story.name}`)}</h2>
      {samples.length > 0 ? (
        <>
          <p role="status">{say('story.there')}</p>
          <ul>
            {samples.map(({ id, noun, label, to }) => (
              <li key={id}>
                {say(noun)}: <Link to={to}>{label}</Link>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p role="status">{say(isRemoved ? `story.${story.name}Left` : `story.${story.name}About`)}</p>
      )}
      <Action>
        {(run, isRunning) => (
          <div className="buttons">
            {samples.length > 0 ? (
              <ConfirmButton
                label={say('story.remove')}
                about={`${say('story.removeAbout', { names: samples.map(({ noun, label }) => `${say(noun)} ${label}`).join(', ') })} ${say(`story.${story.name}Left`)}`}
                onConfirm={() =>
                  run(async () => {
                    // In the reverse order: what uses another object goes before it.
                    try {
                      for (const { remove } of samples.toReversed()) await remove();
                      setRemoved(true);
                    } finally {
                      await refresh();
                    }
                  })
                }
              />
            ) : (
              <Button
                kind="primary"
                isPending={isRunning}
                onPress={() =>
                  run(async () => {
                    try {
                      await story.make(client);
                      setRemoved(false);
                    } finally {
                      await refresh();
                    }
                  })
                }
              >
                {say('story.make')}
              </Button>
            )}
          </div>
        )}
      </Action>
    </section>
  );
}
