import { useTexts } from '#web/frame/words.ts';
import { useCaseTimeline } from '#web/parts/case-reading.ts';
import { Timeline } from '#web/parts/timeline.tsx';

const SHOWN = 12;

/** What was done so far, newest first. */
export function Done({ id, readable }: { id: string; readable: boolean }) {
  const t = useTexts('crisis');
  const found = useCaseTimeline(id, readable);
  const entries = (found.data?.entries ?? []).slice(-SHOWN).reverse();
  return (
    <section className="card" aria-labelledby="done">
      <h2 id="done">{t('done')}</h2>
      <Timeline
        entries={entries.map(({ at, text, rows }) => ({
          key: `${rows[0]?.stream.slice(0, 8) ?? ''}-${rows[0]?.from ?? at}`,
          at,
          text,
        }))}
      />
    </section>
  );
}
