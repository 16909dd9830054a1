import { useSay, useTexts } from '#web/frame/words.ts';
import { useNames } from './case-reading.ts';
import { DueBadge } from './due-badge.tsx';
import { dutyTitle } from './duty-title.ts';

interface Line {
  readonly id: string;
  readonly kind: string;
  readonly holder: string;
  readonly dueAt: number;
  readonly limitAt: number | null;
  readonly uncovered: boolean;
  readonly signs: Parameters<typeof dutyTitle>[0]['signs'];
  readonly watches: Parameters<typeof dutyTitle>[0]['watches'];
}

/** What is owed in a stream, by whom and until when; nothing where nothing is. */
export function OwedList({ duties }: { duties: readonly Line[] }) {
  const t = useTexts('acts');
  const say = useSay();
  const name = useNames(duties.map(({ holder }) => holder));
  if (duties.length === 0) return null;
  return (
    <section className="card" aria-labelledby="owed">
      <h2 id="owed">{t('owed')}</h2>
      <ul className="plain-list">
        {duties
          .toSorted((one, other) => one.dueAt - other.dueAt)
          .map(({ id, kind, signs, watches, limitAt, uncovered, holder }) => (
            <li key={id}>
              <strong>{dutyTitle({ kind, signs, watches }, say, t)}</strong>{' '}
              <DueBadge at={limitAt} uncovered={uncovered} /> <span className="quiet">{name(holder)}</span>
            </li>
          ))}
      </ul>
    </section>
  );
}
