import { Link } from '@tanstack/react-router';
import { caseActWords } from '#domain/case-words';
import type { Words } from '#domain/words';
import { useSay, useTexts } from '#web/frame/words.ts';
import type { CaseView } from '#web/parts/case-reading.ts';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { actOfDuty, pageOf } from '#web/parts/duty-acts.ts';
import { dutyTitle } from '#web/parts/duty-title.ts';

interface Props {
  readonly view: CaseView;
  readonly name: (id: string | null) => string;
  readonly me: string;
  readonly names: readonly string[];
  readonly onAct: (act: string) => void;
}

/** Already above, with buttons of their own. */
const APART = new Set(['crisisAcknowledge', 'crisisWatch']);
const ENDINGS = ['acceptCrisisHandOver', 'standDown', 'offerHandOver'] as const;

/** What is still owed, in the order of its clocks; then how a crisis can end. */
export function Owed({ view, name, me, names, onAct }: Props) {
  const t = useTexts('crisis');
  const say = useSay();
  const titles: Readonly<Record<string, Words>> = caseActWords;
  const owed = view.duties.filter(({ kind }) => !APART.has(kind)).toSorted((one, other) => one.dueAt - other.dueAt);
  return (
    <section className="card" aria-labelledby="owed">
      <h2 id="owed">{t('owed')}</h2>
      <ul className="plain-list">
        {owed.map((duty) => {
          const { id, kind, limitAt, holder, called, watches } = duty;
          const act = actOfDuty(kind);
          return (
            <li key={id} className="owed">
              <span>
                <strong>{dutyTitle(duty, say, t)}</strong>
                <br />
                <DueBadge at={limitAt} /> <span className="quiet">{holder === me ? t('you') : name(holder)}</span>
              </span>
              {act !== undefined && names.includes(act) && (holder === me || called.includes(me)) ? (
                <button type="button" className="big" onClick={() => onAct(act)}>
                  {t('record')}
                </button>
              ) : null}
              {watches === null ? null : (
                <Link className="big" to={pageOf(watches.kind, watches.id, view.id)}>
                  {t('look')}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
      <details>
        <summary>{t('endings')}</summary>
        <div className="choices">
          {ENDINGS.filter((act) => names.includes(act)).map((act) => (
            <button key={act} type="button" className="big" onClick={() => onAct(act)}>
              {say(titles[act])}
            </button>
          ))}
        </div>
      </details>
    </section>
  );
}
