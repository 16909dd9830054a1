import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { DutyKind } from '#domain/policy';
import { dutyWords } from '#domain/timeline/duty-words';
import { api, ask } from '#web/frame/api.ts';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';

export const LISTS = ['mine', 'team', 'waiting', 'overdue', 'unclaimed'] as const;
const LEVELS = ['L4', 'L3', 'L2', 'L1'] as const;
/** Kinds that a day at a school is made of; others are found in the lists themselves. */
const KINDS = [
  'interview',
  'guardianTold',
  'reassess',
  'grade',
  'secondSignature',
  'session',
  'dynamicReview',
  'followUpContact',
  'referralOffer',
  'handOver',
  'leaverHandOver',
] as const;
const MANY = 1_000;

/** What is shown; all of it stands in the address. */
export interface View {
  readonly list: (typeof LISTS)[number];
  readonly level?: (typeof LEVELS)[number];
  readonly kind?: string;
}

/** The view of an address; whatever it does not know is left out. */
export function viewOf(search: Readonly<Record<string, unknown>>): View {
  const level = LEVELS.find((each) => each === search.level);
  const kind = typeof search.kind === 'string' && search.kind in dutyWords ? search.kind : undefined;
  return {
    list: LISTS.find((each) => each === search.list) ?? 'mine',
    ...(level === undefined ? {} : { level }),
    ...(kind === undefined ? {} : { kind }),
  };
}

interface Props {
  readonly view: View;
  /** The list itself is there: counting goes through all of them, and would hold it up. */
  readonly listed: boolean;
  readonly onView: (view: View) => void;
}

/** Which list, of which level, of which kind; and the views that one has kept. */
export function Filters({ view, listed, onView }: Props) {
  const t = useTexts('today');
  const say = useSay();
  const counts = useQuery({
    enabled: listed,
    queryKey: ['duties', 'counts'],
    queryFn: () => ask(() => api.GET('/api/duties/counts', {})),
  });
  return (
    <div className="filters">
      <div className="tabs" role="group" aria-label={t('lists')}>
        {LISTS.map((list) => (
          <button key={list} type="button" aria-pressed={view.list === list} onClick={() => onView({ ...view, list })}>
            {t(`list.${list}`)} <span className="count">{countText(counts.data?.[list])}</span>
          </button>
        ))}
      </div>
      <label className="filter">
        <span>{t('level')}</span>
        <select value={view.level ?? ''} onChange={(event) => onView(viewOf({ ...view, level: event.target.value }))}>
          <option value="">{t('any')}</option>
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {t(`frame:level.${level}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="filter">
        <span>{t('kind')}</span>
        <select value={view.kind ?? ''} onChange={(event) => onView(viewOf({ ...view, kind: event.target.value }))}>
          <option value="">{t('any')}</option>
          {[...new Set([...KINDS, ...(view.kind === undefined ? [] : [view.kind])])].map((kind) => (
            <option key={kind} value={kind}>
              {say(dutyWords[kind as DutyKind])}
            </option>
          ))}
        </select>
      </label>
      <Kept view={view} onView={onView} />
    </div>
  );
}

function countText(count: number | undefined): string {
  if (count === undefined) return '';
  return count >= MANY ? `${MANY - 1}+` : String(count);
}

/** Views that one wants to come back to; codes only, kept on this machine. */
function Kept({ view, onView }: { view: View; onView: (view: View) => void }) {
  const t = useTexts('today');
  const say = useSay();
  const { person } = useMe();
  const name = `xinqiao.views.${person}`;
  const [kept, setKept] = useState<readonly View[]>(() => keptIn(name));
  const keep = (next: readonly View[]) => {
    localStorage.setItem(name, JSON.stringify(next));
    setKept(next);
  };
  const same = (one: View) => JSON.stringify(viewOf({ ...one })) === JSON.stringify(view);
  const label = ({ list, level, kind }: View) =>
    [
      t(`list.${list}`),
      level === undefined ? '' : t(`frame:level.${level}`),
      kind === undefined ? '' : say(dutyWords[kind as DutyKind]),
    ]
      .filter((part) => part !== '')
      .join(' · ');
  const plain = view.level === undefined && view.kind === undefined;
  return (
    <>
      {kept.map((each) => (
        <Button key={label(each)} size="small" type={same(each) ? 'primary' : 'default'} onClick={() => onView(each)}>
          {label(each)}
        </Button>
      ))}
      {plain ? null : (
        <Button
          size="small"
          type="link"
          onClick={() => keep(kept.some(same) ? kept.filter((each) => !same(each)) : [...kept, view])}
        >
          {t(kept.some(same) ? 'forget' : 'keep')}
        </Button>
      )}
    </>
  );
}

function keptIn(name: string): readonly View[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
    return Array.isArray(read) ? read.map((each: Readonly<Record<string, unknown>>) => viewOf(each)) : [];
  } catch {
    return [];
  }
}
