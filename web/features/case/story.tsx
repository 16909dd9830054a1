import { useState } from 'react';
import type { CaseFact } from '#domain/case-facts';
import { useTexts } from '#web/frame/words.ts';
import { type CaseTimeline, useCaseTimeline } from '#web/parts/case-reading.ts';
import { Empty } from '#web/parts/empty.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { type Told, Timeline } from '#web/parts/timeline.tsx';
import { isCall } from '#web/parts/timeline-runs.ts';
import { Waiting } from '#web/parts/waiting.tsx';

const FILTERS = ['all', 'people', 'clock', 'level', 'care', 'contacts', 'referral'] as const;
type Filter = (typeof FILTERS)[number];
type FactType = CaseFact['type'];

/** What each of these parts of the story is made of. */
const PARTS: Readonly<Record<'level' | 'care' | 'contacts', ReadonlySet<string>>> = {
  level: new Set<FactType>([
    'warningAdded',
    'levelChanged',
    'graded',
    'proposed',
    'signed',
    'proposalWithdrawn',
    'stoodDown',
  ]),
  care: new Set<FactType>(['sessionRecorded', 'planRevised', 'reviewRecorded', 'panelRecorded']),
  contacts: new Set<FactType>(['contactRecorded', 'guardianVoiceRecorded', 'emergencyCallRecorded', 'offerRecorded']),
};

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
        <div className="segments" role="group" aria-label={t('story.filter')}>
          {FILTERS.map((each) => (
            <button key={each} type="button" aria-pressed={filter === each} onClick={() => setFilter(each)}>
              {t(`story.${each}`)}
            </button>
          ))}
        </div>
      </header>
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
      {found.isPending ? <Waiting /> : null}
      {found.isSuccess && entries.length === 0 ? <Empty title={t('story.none')} hint={t('story.noneHint')} /> : null}
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
        types: behind.map(({ fact }) => fact.type),
      };
    })
    .filter(({ clock, kinds, types }) => {
      if (filter === 'all') return true;
      if (filter === 'people' || filter === 'clock') return clock === (filter === 'clock');
      return filter === 'referral' ? kinds.has('referral') : types.some((type) => PARTS[filter].has(String(type)));
    })
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
