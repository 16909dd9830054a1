import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { now } from '#web/frame/clock.ts';
import { useTexts } from '#web/frame/words.ts';
import { plain } from './plain.ts';
import { DayFilter } from './day-filter.tsx';
import { PlaceFilter } from './place-filter.tsx';
import { dayOf } from '#domain/instant';
import { schoolYear, schoolYearOf } from '#programme/period';

export interface Scope {
  readonly from: string;
  readonly to: string;
  readonly org?: string;
}

/** Period and place as the address has them; this calendar year so far and the own place, where it says nothing. */
export function useScope() {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const go = useNavigate();
  const today = dayOf(now());
  const text = (name: string, otherwise: string) => plain(search[name]) || otherwise;
  const [from, to, org] = [text('from', `${today.slice(0, 4)}-01-01`), text('to', today), text('org', '')];
  // The same scope is the same object: what is drawn over it is not drawn anew.
  const scope: Scope = useMemo(() => ({ from, to, ...(org === '' ? {} : { org }) }), [from, to, org]);
  const set = useCallback(
    (next: Partial<Record<keyof Scope, string>>) => {
      const kept = Object.entries({ ...scope, ...next }).filter(([, value]) => value !== '');
      void go({ to: '.', search: Object.fromEntries(kept) as never, replace: true });
    },
    [go, scope],
  );
  return [scope, set] as const;
}

export function ScopeBar({ scope, onChange }: { scope: Scope; onChange: ReturnType<typeof useScope>[1] }) {
  const t = useTexts('figures');
  const year = schoolYearOf(dayOf(now()));
  const years = [
    { label: t('thisYear', { from: year, to: year + 1 }), period: schoolYear(year) },
    { label: t('thisYear', { from: year - 1, to: year }), period: schoolYear(year - 1) },
  ];
  return (
    <search className="filters">
      <DayFilter label={t('from')} value={scope.from} onChange={(from) => onChange({ from })} />
      <DayFilter label={t('to')} value={scope.to} onChange={(to) => onChange({ to })} />
      {years.map(({ label, period }) => (
        <button key={label} type="button" className="row-button" onClick={() => onChange({ ...period })}>
          {label}
        </button>
      ))}
      <PlaceFilter
        kinds={['county', 'school']}
        mine
        label={t('org')}
        none={t('ownPlace')}
        value={scope.org}
        onChange={(org) => onChange({ org })}
      />
    </search>
  );
}
