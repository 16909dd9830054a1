import { Alert } from 'antd';
import { useState } from 'react';
import { useTexts } from '#web/frame/words.ts';
import { usePupilNames } from '#web/parts/pupil-names.ts';
import type { School } from './reading.ts';

/** As many as are named at once. */
const MOST = 100;

/** What holds the whole school back, by name. */
export function Faults({ school: { faults, outcome } }: { school: School }) {
  const t = useTexts('rollOver');
  const names = useNames(faults.flatMap(({ student }) => student ?? []));
  if (outcome !== 'refused' || faults.length === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      title={t('refused')}
      description={
        <ul>
          {faults.slice(0, MOST).map(({ code, class: group, student }) => (
            <li key={`${code} ${group} ${student}`}>
              {[group, student === null ? null : names(student)].filter((part) => part !== null).join(' · ')}
              {group === null && student === null ? '' : t('colon')}
              {t(`fault.${code}`)}
            </li>
          ))}
          {faults.length > MOST ? <li>{t('andMore', { count: faults.length - MOST })}</li> : null}
        </ul>
      }
    />
  );
}

/** Who does not go the way of the class. */
export function Pupils({ school: { pupils } }: { school: School }) {
  const t = useTexts('rollOver');
  const apart = pupils.filter(({ act }) => act !== 'done');
  const names = useNames(apart.map(({ student }) => student));
  if (apart.length === 0) return null;
  return (
    <>
      <h3>{t('apart')}</h3>
      <ul>
        {apart.slice(0, MOST).map(({ student, act, class: group }) => (
          <li key={student}>
            <strong>{names(student)}</strong> {t(`act.${act}`)}
            {group === null ? null : <span className="quiet"> → {group}</span>}
          </li>
        ))}
        {apart.length > MOST ? <li className="quiet">{t('andMore', { count: apart.length - MOST })}</li> : null}
      </ul>
    </>
  );
}

/** Who leaves the school; named when somebody wants to see them. */
export function Graduates({ ids }: { ids: readonly string[] }) {
  const t = useTexts('rollOver');
  const [open, setOpen] = useState(false);
  if (ids.length === 0) return null;
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('graduates', { count: ids.length })}</summary>
      {open ? <Named ids={ids} /> : null}
    </details>
  );
}

function Named({ ids }: { ids: readonly string[] }) {
  const t = useTexts('rollOver');
  const names = useNames(ids);
  return (
    <ul>
      {ids.slice(0, MOST).map((id) => (
        <li key={id}>{names(id)}</li>
      ))}
      {ids.length > MOST ? <li className="quiet">{t('andMore', { count: ids.length - MOST })}</li> : null}
    </ul>
  );
}

function useNames(ids: readonly string[]): (id: string) => string {
  const t = useTexts('rollOver');
  const known = usePupilNames(ids.slice(0, MOST));
  return (id) => {
    const pupil = known.get(id);
    return pupil === undefined ? t('somebody') : [pupil.name, pupil.number].filter(Boolean).join(' ');
  };
}
