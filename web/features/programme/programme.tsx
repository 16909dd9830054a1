import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { paths } from '#api/openapi';
import type { DutyKind } from '#domain/policy';
import { dutyWords } from '#domain/timeline/duty-words';
import { api, ask } from '#web/frame/api.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { recordPage } from '#web/parts/record-page.ts';
import { useKinds, useTitle } from '#web/parts/record-kinds.ts';
import { Waiting } from '#web/parts/waiting.tsx';
import { Worklist } from '#web/parts/worklist.tsx';
import { Gaps } from './gaps.tsx';
import { ReportsOwed } from './reports-owed.tsx';
import '#web/parts/programme.css';

type Line = paths['/api/records/duties']['get']['responses'][200]['content']['application/json']['items'][number];

const LISTS = ['mine', 'overdue', 'all'] as const;

/** What to do now for the programme: deadlines by their next step, and beside them what is missing and who is to act. */
export default function Programme() {
  const t = useTexts('programme');
  const go = useNavigate();
  return (
    <Page title={t('title')} actions={<Button onClick={() => void go({ to: '/records' })}>{t('records')}</Button>}>
      <div className="programme-page">
        <Deadlines />
        <Gaps />
      </div>
    </Page>
  );
}

/** Of the programme's records: one's own, what is late, everything in reach. */
function Deadlines() {
  const t = useTexts('programme');
  const go = useNavigate();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const list = LISTS.find((each) => each === search['list']) ?? 'mine';
  const [chosen, setChosen] = useState<string | null>(null);
  const pages = useInfiniteQuery({
    queryKey: ['recordDuties', list],
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/records/duties', {
          params: { query: { list, ...(pageParam === '' ? {} : { after: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const open = ({ kind, record }: Line) => void go({ to: recordPage({ kind, id: record }) });
  return (
    <section className="programme-part" aria-label={t('deadlines')}>
      <h2>{t('deadlines')}</h2>
      <ReportsOwed />
      <Segmented
        value={list}
        onChange={(value) => void go({ to: '.', search: { list: value } as never, replace: true })}
        options={LISTS.map((value) => ({ value, label: t(`list.${value}`) }))}
      />
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && items.length === 0 ? <Empty title={t(`none.${list}`)} hint={t(`noneHint.${list}`)} /> : null}
      {items.length === 0 ? null : (
        <Worklist
          label={t(`list.${list}`)}
          items={items}
          keyOf={keyOf}
          rowHeight={60}
          row={(line) => <Row line={line} />}
          chosen={chosen}
          onChoose={(key, line) => (key === chosen ? open(line) : setChosen(key))}
          onOpen={open}
          more={pages.hasNextPage && !pages.isFetchingNextPage}
          onMore={() => void pages.fetchNextPage()}
        />
      )}
    </section>
  );
}

function keyOf({ stream, id }: Line): string {
  return `${stream}-${id}`;
}

function Row({ line }: { line: Line }) {
  const say = useSay();
  const title = useTitle();
  const kinds = useKinds();
  const kind = kinds.data?.find((each) => each.kind === line.kind);
  return (
    <>
      <div className="record-row">
        <div>
          <strong>{say(dutyWords[line.duty as DutyKind]) || line.duty}</strong>
          <span>{title(kind, line.values)}</span>
        </div>
        <div className="quiet">{[say(kind?.name), line.orgName, line.holderName].join(' · ')}</div>
      </div>
      <DueBadge at={line.limitAt} />
    </>
  );
}
