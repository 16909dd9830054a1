import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { paths } from '#api/openapi';
import { auditWords } from '#domain/audit-words';
import type { Role } from '#domain/role';
import { roleWords } from '#domain/timeline/people';
import { api, ask } from '#web/frame/api.ts';
import { fullText, localText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { LogExport } from './log-export.tsx';
import { Unusual } from './unusual.tsx';

type Line = paths['/api/read-log']['get']['responses'][200]['content']['application/json']['items'][number];

const KINDS = ['exports', 'identities', 'words', 'packets', 'proofs'] as const;

export interface Filters {
  readonly only?: (typeof KINDS)[number];
  readonly night?: 'true';
  /** Also what the clock did by itself. */
  readonly machine?: 'true';
  /** By a tap on a line. */
  readonly person?: string;
  readonly case?: string;
  readonly from?: string;
  readonly to?: string;
}

/** The read log, newest first, narrowed by what is tapped. */
export default function ReadLog() {
  const t = useTexts('audit');
  const [filters, setFilters] = useState<Filters>({});
  const [named, setNamed] = useState<string | null>(null);
  const pages = useInfiniteQuery({
    queryKey: ['readLog', filters],
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/read-log', {
          params: { query: { limit: '50', ...filters, ...(pageParam === '' ? {} : { after: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const machine = pages.data?.pages.reduce((sum, page) => sum + page.machine, 0) ?? 0;
  const narrow = (line: Line, more: Filters) => {
    if (more.person !== undefined) setNamed(line.name);
    setFilters({ ...filters, ...more });
  };
  return (
    <Page title={t('log.title')} actions={<LogExport filters={filters} />}>
      <p className="quiet">{t('log.about')}</p>
      <Unusual
        onDay={(name, day) => {
          setNamed(name);
          setFilters(day);
        }}
      />
      <FilterBar
        filters={filters}
        named={named}
        onChange={(next) => {
          setFilters(next);
          if (next.person === undefined) setNamed(null);
        }}
      />
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && items.length === 0 ? <Empty title={t('log.none')} hint={t('log.noneHint')} /> : null}
      {items.length === 0 ? null : <Lines items={items} onNarrow={narrow} />}
      {machine === 0 ? null : (
        <p className="quiet">
          {t('log.left', { count: machine })}{' '}
          <button type="button" className="link" onClick={() => setFilters({ ...filters, machine: 'true' })}>
            {t('log.showLeft')}
          </button>
        </p>
      )}
      {pages.hasNextPage ? (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('frame:more')}
        </Button>
      ) : null}
    </Page>
  );
}

interface BarProps {
  readonly filters: Filters;
  readonly named: string | null;
  readonly onChange: (next: Filters) => void;
}

function FilterBar({ filters, named, onChange }: BarProps) {
  const t = useTexts('audit');
  const { only } = filters;
  const day = (name: 'from' | 'to', value: string) => {
    const { [name]: _old, ...rest } = filters;
    if (value === '') return onChange(rest);
    const at = Date.parse(`${value}T00:00:00+08:00`) + (name === 'to' ? 86_400_000 : 0);
    onChange({ ...rest, [name]: String(at) });
  };
  return (
    <div className="filters" role="group" aria-label={t('log.filters')}>
      <label className="filter">
        {t('log.only')}
        <select
          value={only ?? ''}
          onChange={({ target }) => {
            const { only: _old, ...rest } = filters;
            const kind = KINDS.find((each) => each === target.value);
            onChange(kind === undefined ? rest : { ...rest, only: kind });
          }}
        >
          <option value="">{t('log.all')}</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`log.kind.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      {(['from', 'to'] as const).map((name) => (
        <label key={name} className="filter">
          {t(`log.${name}`)}
          <input
            type="date"
            value={
              filters[name] === undefined ? '' : localText(Number(filters[name]) - (name === 'to' ? 1 : 0)).slice(0, 10)
            }
            onChange={({ target }) => day(name, target.value)}
          />
        </label>
      ))}
      <Narrowed filters={filters} named={named} onChange={onChange} />
    </div>
  );
}

/** Night, the clock, and what was tapped. */
function Narrowed({ filters, named, onChange }: BarProps) {
  const t = useTexts('audit');
  const { person, case: of } = filters;
  const without = (name: keyof Filters): Filters =>
    Object.fromEntries(Object.entries(filters).filter(([key]) => key !== name));
  return (
    <>
      {(['night', 'machine'] as const).map((name) => (
        <label key={name} className="filter">
          <input
            type="checkbox"
            checked={filters[name] !== undefined}
            onChange={({ target }) => onChange(target.checked ? { ...filters, [name]: 'true' } : without(name))}
          />
          {t(`log.${name}`)}
        </label>
      ))}
      {person === undefined ? null : (
        <Button onClick={() => onChange(without('person'))}>{t('log.byPerson', { name: named ?? '' })} ✕</Button>
      )}
      {of === undefined ? null : (
        <Button onClick={() => onChange(without('case'))}>{t('log.byCase', { case: of.slice(0, 8) })} ✕</Button>
      )}
    </>
  );
}

function Lines({ items, onNarrow }: { items: readonly Line[]; onNarrow: (line: Line, more: Filters) => void }) {
  const t = useTexts('audit');
  const say = useSay();
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('log.title')}>
      <table className="plain-table">
        <thead>
          <tr>
            {(['at', 'who', 'what', 'whose', 'why'] as const).map((each) => (
              <th key={each} scope="col">
                {t(`log.${each}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((line) => (
            <tr key={line.id}>
              <td>{fullText(line.at)}</td>
              <td>
                {line.person === null || line.name === null ? (
                  line.role === null && t('log.nobody')
                ) : (
                  <button type="button" className="link" onClick={() => onNarrow(line, { person: line.person ?? '' })}>
                    {line.name}
                  </button>
                )}{' '}
                <span className="quiet">{say(roleWords[line.role as Role])}</span>
              </td>
              <td>{say(auditWords(line.action, line.kind)) || line.action}</td>
              <td>
                <Whose line={line} onNarrow={onNarrow} />
              </td>
              <td>{line.reason === null ? '' : t(`why.${line.reason}`, { defaultValue: line.reason })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The case by its number; of a child without one, its other name. */
function Whose({ line, onNarrow }: { line: Line; onNarrow: (line: Line, more: Filters) => void }) {
  const t = useTexts('audit');
  if (line.case === null) return line.student === null ? null : t('log.child', { name: line.student });
  const of = line.case;
  return (
    <>
      <button type="button" className="link" onClick={() => onNarrow(line, { case: of })}>
        {t('log.case', { case: of.slice(0, 8) })}
      </button>{' '}
      <Link to="/oversight/cases/$id" params={{ id: of }}>
        {t('log.open')}
      </Link>{' '}
      <span className="quiet">{line.schoolName}</span>
    </>
  );
}
