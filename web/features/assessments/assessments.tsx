import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { ASSESSED } from '#programme/assessment/indicator';
import { api, ask } from '#web/frame/api.ts';
import { civilDayText, dayText } from '#web/frame/dates.ts';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { useNames } from '#web/parts/case-reading.ts';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Worklist } from '#web/parts/worklist.tsx';
import { assessable } from './permitted.ts';
import type { AssessmentRow } from './reading.ts';
import { Stage } from './stage.tsx';
import '#web/parts/programme.css';

const WHOM = ['all', ...ASSESSED] as const;

/** Assessments in reach, the last changed first, and the way to a new one. */
export default function Assessments() {
  const t = useTexts('assessments');
  const go = useNavigate();
  const me = useMe();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const whom = WHOM.find((each) => each === search['assesses']) ?? 'all';
  const [chosen, setChosen] = useState<string | null>(null);
  const pages = usePages(whom);
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const name = useNames(items.flatMap(({ person }) => person ?? []).slice(0, 100));
  const open = ({ id }: AssessmentRow) => void go({ to: `/assessments/${id}` });
  const begin =
    assessable(me).length === 0 ? null : (
      <Button type="primary" onClick={() => void go({ to: '/assessments/new' })}>
        {t('begin')}
      </Button>
    );
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <Link to="/assessments/indicators">{t('indicators')}</Link>
          {begin}
        </>
      }
    >
      <Segmented
        value={whom}
        onChange={(value) => void go({ to: '.', search: { assesses: value } as never, replace: true })}
        options={WHOM.map((value) => ({ value, label: t(`whom.${value}`) }))}
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
          row={(line) => <Row line={line} name={name} />}
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

function usePages(whom: (typeof WHOM)[number]) {
  return useInfiniteQuery({
    queryKey: ['assessments', 'list', whom],
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/assessments', {
          params: {
            query: { ...(whom === 'all' ? {} : { assesses: whom }), ...(pageParam === '' ? {} : { after: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

function Row({ line, name }: { line: AssessmentRow; name: (id: string | null) => string }) {
  const t = useTexts('assessments');
  const { assesses, orgName, person, from, to, stage, revision, points, outOf, appealUntil } = line;
  const about = [
    t('period', { from: civilDayText(from), to: civilDayText(to) }),
    t('points', { points, outOf }),
    revision > 1 ? t('revision', { revision }) : null,
    stage === 'published' ? t('appealUntil', { day: dayText(appealUntil) }) : null,
  ];
  return (
    <div className="record-row">
      <div>
        <strong>{[t(`whom.${assesses}`), orgName, ...(person === null ? [] : [name(person)])].join(' · ')}</strong>
        <Stage stage={stage} />
      </div>
      <div className="quiet">{about.filter((part) => part !== null).join(' · ')}</div>
    </div>
  );
}
