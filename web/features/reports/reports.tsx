import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { DOCUMENT_KINDS } from '#programme/document';
import { api, ask } from '#web/frame/api.ts';
import { useMe } from '#web/frame/session.ts';
import { civilDayText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Worklist } from '#web/parts/worklist.tsx';
import { mayBegin, type ReportLine } from './reading.ts';
import { ReportState } from './report-state.tsx';
import '#web/parts/programme.css';

const STATES = ['all', 'draft', 'submitted', 'signed', 'frozen'] as const;

/** Reports in reach, the newest first, and the way to a new one. */
export default function Reports() {
  const t = useTexts('reports');
  const go = useNavigate();
  const me = useMe();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const state = STATES.find((each) => each === search['state']) ?? 'all';
  const [chosen, setChosen] = useState<string | null>(null);
  const pages = useInfiniteQuery({
    queryKey: ['reports', 'list', state],
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/reports', {
          params: {
            query: { ...(state === 'all' ? {} : { state }), ...(pageParam === '' ? {} : { after: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const open = ({ id }: ReportLine) => void go({ to: `/reports/${id}` });
  const begin = mayBegin(me) ? (
    <Button type="primary" onClick={() => void go({ to: '/reports/new' })}>
      {t('begin')}
    </Button>
  ) : null;
  return (
    <Page title={t('title')} actions={begin}>
      <Segmented
        value={state}
        onChange={(value) => void go({ to: '.', search: { state: value } as never, replace: true })}
        options={STATES.map((value) => ({ value, label: t(value === 'all' ? 'all' : `state.${value}`) }))}
      />
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && items.length === 0 ? (
        <Empty title={t('none')} hint={t(begin === null ? 'noneHintReader' : 'noneHint')}>
          {begin}
        </Empty>
      ) : null}
      {items.length === 0 ? null : (
        <Worklist
          label={t('title')}
          items={items}
          keyOf={({ id }) => id}
          rowHeight={60}
          row={(line) => <Row line={line} />}
          chosen={chosen}
          onChoose={(id, line) => (id === chosen ? open(line) : setChosen(id))}
          onOpen={open}
          more={pages.hasNextPage && !pages.isFetchingNextPage}
          onMore={() => void pages.fetchNextPage()}
        />
      )}
    </Page>
  );
}

function Row({ line }: { line: ReportLine }) {
  const t = useTexts('reports');
  const say = useSay();
  const { kind, orgName, from, to, edition, state, number, dueOn, supersededBy } = line;
  const about = [
    t('period', { from: civilDayText(from), to: civilDayText(to) }),
    number,
    edition > 1 ? t('edition', { edition }) : null,
    state === 'frozen' || state === 'withdrawn' ? null : t('dueOn', { day: civilDayText(dueOn) }),
  ];
  return (
    <div className="record-row">
      <div>
        <strong>{`${say(DOCUMENT_KINDS[kind].words)} · ${orgName}`}</strong>
        <ReportState state={state} superseded={supersededBy !== null} />
      </div>
      <div className="quiet">{about.filter((part) => part !== null).join(' · ')}</div>
    </div>
  );
}
