import { Segmented } from 'antd';
import { useState } from 'react';
import { useTexts } from '#web/frame/words.ts';
import { type CaseTimeline, useCaseTimeline } from '#web/parts/case-reading.ts';
import { Empty } from '#web/parts/empty.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { type Told, Timeline } from '#web/parts/timeline.tsx';
import { isCall } from '#web/parts/timeline-runs.ts';
import { Waiting } from '#web/parts/waiting.tsx';

const FILTERS = ['all', 'people', 'clock', 'referral'] as const;
type Filter = (typeof FILTERS)[number];

/** What happened, in plain words; what people wrote stands beside it. */
export function Story({ id, readable }: { id: string; readable: boolean }) {
  const t = useTexts('case');
  const [filter, setFilter] = useState<Filter>('all');
  const found = useCaseTimeline(id, readable);
  if (!readable) return <Empty title={t('story.notYours')} hint={t('story.notYoursHint')} />;
  const entries = found.data === undefined ? [] : toldOf(found.data, filter);
  return (
    <section className="card" aria-labelledby="story">
      <header className="chart-head">
        <h2 id="story">{t('story.title')}</h2>
        <Segmented
          size="small"
          value={filter}
          onChange={setFilter}
          options={FILTERS.map((value) => ({ value, label: t(`story.${value}`) }))}
        />
      </header>
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
      {found.isPending ? <Waiting /> : null}
      <Timeline entries={entries} />
    </section>
  );
}

function toldOf({ entries, facts, texts }: CaseTimeline, filter: Filter): readonly Told[] {
  return entries
    .map((entry) => {
      const behind = facts.filter(({ stream, version }) =>
        entry.rows.some((row) => row.stream === stream && row.from <= version && version <= row.to),
      );
      const [first] = entry.rows;
      return {
        told: {
          ...entry,
          by: undefined,
          key: `${first?.kind ?? ''}-${first?.stream.slice(0, 8) ?? ''}-${first?.from ?? entry.at}`,
          words: wordsIn(behind, texts),
          call: isCall(behind),
        },
        clock: behind.length > 0 && behind.every(({ actor }) => actor === 'clock'),
        kinds: new Set(entry.rows.map(({ kind }) => kind)),
      };
    })
    .filter(
      ({ clock, kinds }) =>
        filter === 'all' || (filter === 'referral' ? kinds.has('referral') : clock === (filter === 'clock')),
    )
    .map(({ told }) => told)
    .reverse();
}

/** The texts that these facts refer to, each once. */
function wordsIn(facts: CaseTimeline['facts'], texts: Readonly<Record<string, string>>): readonly string[] {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && value in texts) found.add(texts[value] ?? '');
    else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) walk(each);
  };
  walk(facts.map(({ fact }) => fact));
  return [...found];
}
