import { useTexts } from '#web/frame/words.ts';
import type { useIdentity } from '#web/parts/identity-card.tsx';

const LINES = ['120', '110'] as const;

interface Props {
  readonly opened: ReturnType<typeof useIdentity>;
  /** A guardian may be the danger: nobody of the family is called. null: not for this reader to know, so nobody is called either. */
  readonly danger: boolean | null;
  readonly names: readonly string[];
  readonly onAct: (act: string) => void;
}

/** The next call with its number, then what came of it. */
export function Calls({ opened, danger, names, onAct }: Props) {
  const t = useTexts('crisis');
  const people = useTexts('case');
  const { identity, open } = opened;
  const callable = (identity?.guardians ?? []).filter((each) => !each.danger && each.phone !== null);
  return (
    <section className="card" aria-labelledby="calls">
      <h2 id="calls">{t('calls.title')}</h2>
      {danger ? <p className="due-late">{t('calls.danger')}</p> : null}
      {danger !== false || identity !== null ? null : (
        <button type="button" className="big" disabled={open.isPending} onClick={() => open.mutate('duty')}>
          {t('calls.show')}
        </button>
      )}
      <div className="choices">
        {danger !== false
          ? null
          : callable.map(({ id, name, relation, phone }) => (
              <a key={id} className="big big-call" href={`tel:${phone ?? ''}`}>
                {people(`relation.${relation}`, { defaultValue: relation })} {name} <b>{phone}</b>
              </a>
            ))}
        {LINES.map((line) => (
          <a key={line} className="big big-call" href={`tel:${line}`}>
            {t(`calls.${line}`)} <b>{line}</b>
          </a>
        ))}
      </div>
      <div className="choices">
        {names.includes('recordGuardianVoice') && danger === false ? (
          <button type="button" className="big" onClick={() => onAct('recordGuardianVoice')}>
            {t('calls.guardianDone')}
          </button>
        ) : null}
        {names.includes('recordEmergencyCall') ? (
          <button type="button" className="big" onClick={() => onAct('recordEmergencyCall')}>
            {t('calls.emergencyDone')}
          </button>
        ) : null}
      </div>
    </section>
  );
}
