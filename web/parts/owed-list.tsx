import type { DutyKind } from '#domain/policy';
import { dutyWords } from '#domain/timeline/duty-words';
import { useSay, useTexts } from '#web/frame/words.ts';
import { useNames } from './case-reading.ts';
import { DueBadge } from './due-badge.tsx';

interface Line {
  readonly id: string;
  readonly kind: string;
  readonly holder: string;
  readonly dueAt: number;
  readonly limitAt: number | null;
  readonly uncovered: boolean;
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
          .map(({ id, kind, limitAt, uncovered, holder }) => (
            <li key={id}>
              <strong>{say(dutyWords[kind as DutyKind]) || kind}</strong>{' '}
              <DueBadge at={limitAt} uncovered={uncovered} /> <span className="quiet">{name(holder)}</span>
            </li>
          ))}
      </ul>
    </section>
  );
}
