import { useQuery } from '@tanstack/react-query';
import type { paths } from '#api/openapi';
import type { Acting } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { useTexts } from '#web/frame/words.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { type Told, Timeline } from './timeline.tsx';
import { isCall } from './timeline-runs.ts';
import { Waiting } from './waiting.tsx';

export type Story = paths['/api/cases/{id}/timeline']['get']['responses'][200]['content']['application/json'];

/** What happened to one stream, in plain words, newest first. */
export function StreamStory({ kind, id }: { kind: Exclude<Acting, 'campaigns'>; id: string }) {
  const t = useTexts('frame');
  const found = useQuery({
    queryKey: ['streams', kind, id, 'timeline'],
    queryFn: (): Promise<Story> => ask(() => api.GET(`/api/${kind}/{id}/timeline`, { params: { path: { id } } })),
  });
  return (
    <section className="card" aria-labelledby="story">
      <h2 id="story">{t('timeline.label')}</h2>
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
      {found.isPending ? <Waiting /> : null}
      {found.data === undefined ? null : <Timeline entries={toldOf(found.data)} />}
    </section>
  );
}

/** Newest first, with what people wrote beside what they did. */
export function toldOf({ entries, facts, texts }: Story): readonly Told[] {
  return entries
    .map((entry): Told => {
      const [first] = entry.rows;
      const behind = facts.filter(({ stream, version }) =>
        entry.rows.some((row) => row.stream === stream && row.from <= version && version <= row.to),
      );
      const key = `${first?.kind ?? ''}-${first?.stream.slice(0, 8) ?? ''}-${first?.from ?? entry.at}`;
      // The sentence names who did it.
      return { ...entry, by: '', key, words: wordsIn(behind, texts), call: isCall(behind) };
    })
    .toReversed();
}

/** The texts that these facts refer to, each once. */
function wordsIn(facts: Story['facts'], texts: Readonly<Record<string, string>>): readonly string[] {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && value in texts) found.add(texts[value] ?? '');
    else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) walk(each);
  };
  walk(facts.map(({ fact }) => fact));
  return [...found];
}
