import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { paths } from '#api/openapi';
import { CASE_STAGES } from '#domain/case-state';
import { stageWords } from '#domain/timeline/code-words';
import { useOnScreen } from '#web/frame/after-paint.ts';
import { api, ask } from '#web/frame/api.ts';
import { useNow } from '#web/frame/clock.ts';
import { clockText } from '#web/frame/dates.ts';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { masked } from '#domain/masked';
import { useNames } from '#web/parts/case-reading.ts';
import { DUE_STEP_MS, DueAt } from '#web/parts/due-badge.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { LevelTag } from '#web/parts/level-tag.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Worklist } from '#web/parts/worklist.tsx';
import { LedgerExport } from './ledger-export.tsx';
import { usePupilNames } from '#web/parts/pupil-names.ts';

const LEVELS = ['L4', 'L3', 'L2', 'L1', 'L0'] as const;
const ORDERS = ['next', 'level', 'last'] as const;
/** On a phone a row stands in two lines. */
const WIDE = window.matchMedia('(min-width: 721px)');
type Line = paths['/api/ledger']['get']['responses'][200]['content']['application/json']['items'][number];

export interface LedgerView {
  readonly level?: (typeof LEVELS)[number];
  readonly stage?: string;
  readonly late?: 'true';
  readonly order?: 'level' | 'last';
}

function viewOf(search: Readonly<Record<string, unknown>>): LedgerView {
  const level = LEVELS.find((each) => each === search.level);
  const stage = CASE_STAGES.find((each) => each === search.stage);
  const order = ORDERS.find((each) => each === search.order);
  return {
    ...(level === undefined ? {} : { level }),
    ...(stage === undefined ? {} : { stage }),
    ...(search.late === 'true' || search.late === true ? { late: 'true' as const } : {}),
    ...(order === undefined || order === 'next' ? {} : { order }),
  };
}

/** Whoever looks after many schools comes to the story and its proof first, and from there to what is theirs to do; an auditor has no other page. */
function wayOf({ acting: { role } }: ReturnType<typeof useMe>): '/cases/$id' | '/oversight/cases/$id' {
  return /^(countySupervisor|citySupervisor|auditor)$/.test(role) ? '/oversight/cases/$id' : '/cases/$id';
}

/** The ledger of key students: a view over open cases, never a copy. */
export default function Ledger() {
  const t = useTexts('ledger');
  const go = useNavigate();
  const me = useMe();
  const view = viewOf(useSearch({ strict: false }));
  const [chosen, setChosen] = useState<string | null>(null);
  const pages = useInfiniteQuery({
    queryKey: ['ledger', view],
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/ledger', {
          params: { query: { ...view, limit: '100', ...(pageParam === '' ? {} : { after: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const [first] = pages.data?.pages ?? [];
  const pupils = usePupilNames(items.flatMap(({ student }) => (student?.id == null ? [] : [student.id])));
  const shown = useOnScreen(items.length > 0);
  const now = useNow(DUE_STEP_MS);
  const name = useNames(shown ? items.map(({ owner }) => owner ?? '') : []);
  const set = (next: Readonly<Record<string, unknown>>) =>
    void go({ to: '/ledger', search: { ...viewOf({ ...view, ...next }) } });
  return (
    <Page
      title={t('title')}
      beside={first === undefined ? null : <span className="quiet">{t('total', { count: first.total })}</span>}
      actions={me.permitted.includes('exportLedger') ? <LedgerExport view={view} /> : null}
    >
      <LedgerFilters view={view} counts={first?.byLevel ?? {}} onSet={set} />
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && items.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : null}
      {items.length === 0 ? null : (
        <Worklist
          label={t('title')}
          items={items}
          keyOf={({ id }) => id}
          rowHeight={WIDE.matches ? 60 : 92}
          row={(line) => (
            <Row
              line={line}
              who={masked(pupils.get(line.student?.id ?? '')?.name) || (line.student?.pseudonym ?? '')}
              owner={name(line.owner)}
              now={now}
              shown={shown}
            />
          )}
          chosen={chosen}
          onChoose={setChosen}
          onOpen={({ id }) => void go({ to: wayOf(me), params: { id } })}
          more={pages.hasNextPage && !pages.isFetchingNextPage}
          onMore={() => void pages.fetchNextPage()}
        />
      )}
    </Page>
  );
}

interface FiltersProps {
  readonly view: LedgerView;
  readonly counts: Readonly<Record<string, number>>;
  readonly onSet: (next: Readonly<Record<string, unknown>>) => void;
}

function LedgerFilters({ view, counts, onSet }: FiltersProps) {
  const t = useTexts('ledger');
  const say = useSay();
  return (
    <div className="filters">
      <div className="tabs" role="group" aria-label={t('level')}>
        <button type="button" aria-pressed={view.level === undefined} onClick={() => onSet({ level: undefined })}>
          {t('all')}
        </button>
        {LEVELS.map((level) => (
          <button key={level} type="button" aria-pressed={view.level === level} onClick={() => onSet({ level })}>
            {t(`frame:level.${level}`)}{' '}
            <span className="count">
              {view.level === undefined || view.level === level ? (counts[level] ?? 0) : ''}
            </span>
          </button>
        ))}
      </div>
      <label className="filter">
        <span>{t('stage')}</span>
        <select value={view.stage ?? ''} onChange={(event) => onSet({ stage: event.target.value })}>
          <option value="">{t('all')}</option>
          {CASE_STAGES.filter((stage) => stage !== 'closed').map((stage) => (
            <option key={stage} value={stage}>
              {say(stageWords[stage])}
            </option>
          ))}
        </select>
      </label>
      <label className="filter">
        <span>{t('order')}</span>
        <select value={view.order ?? 'next'} onChange={(event) => onSet({ order: event.target.value })}>
          {ORDERS.map((order) => (
            <option key={order} value={order}>
              {t(`orders.${order}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="filter">
        <input
          type="checkbox"
          checked={view.late !== undefined}
          onChange={(event) => onSet({ late: event.target.checked ? 'true' : undefined })}
        />
        {t('late')}
      </label>
    </div>
  );
}

interface RowProps {
  readonly line: Line;
  readonly who: string;
  readonly owner: string;
  readonly now: number;
  readonly shown: boolean;
}

function Row({ line, who, owner, now, shown }: RowProps) {
  const t = useTexts('ledger');
  const say = useSay();
  const stage = stageWords[line.stage as keyof typeof stageWords]; // stages of a case are the domain's
  return (
    <div className="duty">
      <LevelTag level={line.level} />
      <div className="duty-what">
        <strong>{[who, say(stage) || line.stage].filter((part) => part !== '').join(' · ')}</strong>
        <span className="quiet">
          {line.schoolName} · {owner} · {t('last', { time: clockText(line.lastAt) })}
        </span>
      </div>
      <DueAt at={line.nextDueAt} now={now} shown={shown} />
    </div>
  );
}
