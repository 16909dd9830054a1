import { useTexts } from '#web/frame/words.ts';
import { useCaseTimeline } from '#web/parts/case-reading.ts';
import { Timeline } from '#web/parts/timeline.tsx';
import { isCall, newestOf } from '#web/parts/timeline-runs.ts';

const SHOWN = 12;

/** What was done so far, newest first; calls, of which a night has hundreds, never push out what people did. */
export function Done({ id }: { id: string }) {
  const t = useTexts('crisis');
  const found = useCaseTimeline(id, true);
  const { entries = [], facts = [] } = found.data ?? {};
  const told = entries.map(({ at, text, rows }) => ({
    key: `${rows[0]?.stream.slice(0, 8) ?? ''}-${rows[0]?.from ?? at}`,
    at,
    text,
    call: isCall(
      facts.filter(({ stream, version }) =>
        rows.some((row) => row.stream === stream && row.from <= version && version <= row.to),
      ),
    ),
  }));
  return (
    <section className="card" aria-labelledby="done">
      <h2 id="done">{t('done')}</h2>
      <Timeline entries={newestOf(told, SHOWN)} />
    </section>
  );
}
