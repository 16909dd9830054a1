import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { now } from '#web/frame/clock.ts';
import { useTexts } from '#web/frame/words.ts';
import { plain } from './plain.ts';
import { DayFilter } from './day-filter.tsx';
import { PlaceInput } from './place-input.tsx';
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
  const org = text('org', '');
  const scope: Scope = {
    from: text('from', `${today.slice(0, 4)}-01-01`),
    to: text('to', today),
    ...(org === '' ? {} : { org }),
  };
  const set = (next: Partial<Record<keyof Scope, string>>) => {
    const kept = Object.entries({ ...scope, ...next }).filter(([, value]) => value !== '');
    void go({ to: '.', search: Object.fromEntries(kept) as never, replace: true });
  };
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
        <Button key={label} onClick={() => onChange({ ...period })}>
          {label}
        </Button>
      ))}
      <PlaceInput
        kinds={['county', 'school']}
        mine
        label={t('org')}
        placeholder={t('ownPlace')}
        value={scope.org ?? null}
        onChange={(value) => onChange({ org: String(value ?? '') })}
      />
    </search>
  );
}
