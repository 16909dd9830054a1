import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ROLES } from '#domain/role';
import { api, ask } from '#web/frame/api.ts';
import { useKeys } from '#web/frame/keys.tsx';
import { useTexts } from '#web/frame/words.ts';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { PlaceInput } from '#web/parts/place-input.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { PeopleTable } from './people-table.tsx';
import { useKeeping, useRoleWords } from './reading.ts';
import './administration.css';

interface Filters {
  readonly like?: string;
  readonly role?: (typeof ROLES)[number];
  readonly under?: string;
  readonly endsWithin?: string;
  readonly closed?: 'true';
}

const SOON_DAYS = '60';

/** Who works here, in which office and until when. */
export default function People() {
  const t = useTexts('administration');
  const go = useNavigate();
  const keeping = useKeeping();
  const [filters, setFilters] = useState<Filters>({});
  const pages = useInfiniteQuery({
    queryKey: ['people', filters],
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/people', {
          params: { query: { limit: '50', ...filters, ...(pageParam === '' ? {} : { after: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  useKeys(keeping.people ? [{ key: 'n', label: t('people.add'), act: () => void go({ to: '/people/new' }) }] : []);
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const add = keeping.people ? (
    <Button type="primary" onClick={() => void go({ to: '/people/new' })}>
      {t('people.add')}
    </Button>
  ) : null;
  return (
    <Page title={t('people.title')} actions={add}>
      <p className="quiet">{t('people.about')}</p>
      <FilterBar filters={filters} onChange={setFilters} />
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && items.length === 0 ? <Empty title={t('people.none')} hint={t('people.noneHint')} /> : null}
      {items.length === 0 ? null : <PeopleTable items={items} />}
      {pages.hasNextPage ? (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('frame:more')}
        </Button>
      ) : null}
    </Page>
  );
}

function FilterBar({ filters, onChange }: { filters: Filters; onChange: (next: Filters) => void }) {
  const t = useTexts('administration');
  const roleText = useRoleWords();
  const set = (name: keyof Filters, value: string | undefined) => {
    const { [name]: _old, ...rest } = filters;
    onChange(value === undefined || value === '' ? rest : { ...rest, [name]: value });
  };
  return (
    <div className="filters" role="search" aria-label={t('people.filters')}>
      <label className="filter">
        {t('people.name')}
        <input type="search" maxLength={40} onChange={({ target }) => set('like', target.value.trim())} />
      </label>
      <label className="filter">
        {t('people.role')}
        <select value={filters.role ?? ''} onChange={({ target }) => set('role', target.value)}>
          <option value="">{t('people.anyRole')}</option>
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {roleText(role)}
            </option>
          ))}
        </select>
      </label>
      <div className="filter admin-place">
        <PlaceInput
          kinds={['county', 'school', 'class', 'hospital', 'committee', 'centre']}
          mine
          label={t('people.place')}
          placeholder={t('people.place')}
          value={filters.under ?? null}
          onChange={(code) => set('under', [code].flat()[0])}
        />
      </div>
      <label className="filter">
        <input
          type="checkbox"
          checked={filters.endsWithin !== undefined}
          onChange={({ target }) => set('endsWithin', target.checked ? SOON_DAYS : undefined)}
        />
        {t('people.endsSoon', { days: SOON_DAYS })}
      </label>
      <label className="filter">
        <input
          type="checkbox"
          checked={filters.closed !== undefined}
          onChange={({ target }) => set('closed', target.checked ? 'true' : undefined)}
        />
        {t('people.closedOnly')}
      </label>
    </div>
  );
}
