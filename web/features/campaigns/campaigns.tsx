import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Progress } from 'antd';
import { useState } from 'react';
import type { paths } from '#api/openapi';
import { api, ask } from '#web/frame/api.ts';
import { clockText } from '#web/frame/dates.ts';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { Empty } from '#web/parts/empty.tsx';
import { useInstrumentTitle } from '#web/parts/instruments.ts';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Worklist } from '#web/parts/worklist.tsx';
import { STAGES } from './reading.ts';
import './campaigns.css';

type Line = paths['/api/campaigns/completion']['get']['responses'][200]['content']['application/json']['items'][number];

const WIDE = window.matchMedia('(min-width: 721px)');
const LISTS = ['open', 'ended'] as const;

/** Campaigns within reach, those that run first. */
export default function Campaigns() {
  const t = useTexts('campaigns');
  const go = useNavigate();
  const me = useMe();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const list = LISTS.find((each) => each === search['list']) ?? 'open';
  const [chosen, setChosen] = useState<string | null>(null);
  const pages = useInfiniteQuery({
    queryKey: ['streams', 'campaigns', list],
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/campaigns/completion', {
          params: {
            query: { open: list === 'open' ? 'true' : 'false', ...(pageParam === '' ? {} : { after: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const found = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const items = found.toSorted((one, other) => one.window.closesAt - other.window.closesAt);
  const open = ({ campaign }: Line) => void go({ to: '/campaigns/$id', params: { id: campaign } });
  const plan = me.permitted.includes('planCampaign') ? (
    <Button type="primary" onClick={() => void go({ to: '/campaigns/new' })}>
      {t('plan')}
    </Button>
  ) : null;
  return (
    <Page title={t('title')} actions={plan}>
      <Lists list={list} />
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && items.length === 0 ? (
        <Empty title={t(`none.${list}`)} hint={t(plan === null ? 'noneTeacher' : `noneHint.${list}`)} />
      ) : null}
      {items.length === 0 ? null : (
        <Worklist
          label={t(`list.${list}`)}
          items={items}
          keyOf={({ campaign }) => campaign}
          rowHeight={WIDE.matches ? 64 : 96}
          row={(line) => <Row line={line} />}
          chosen={chosen}
          onChoose={(key, line) => (key === chosen ? open(line) : setChosen(key))}
          onOpen={open}
          more={pages.hasNextPage && !pages.isFetchingNextPage}
          onMore={() => void pages.fetchNextPage()}
        />
      )}
    </Page>
  );
}

function Lists({ list }: { list: (typeof LISTS)[number] }) {
  const t = useTexts('campaigns');
  const go = useNavigate();
  return (
    <div className="tabs campaign-tabs" role="group" aria-label={t('lists')}>
      {LISTS.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={list === each}
          onClick={() => void go({ to: '/campaigns', search: { list: each } as never, replace: true })}
        >
          {t(`list.${each}`)}
        </button>
      ))}
    </div>
  );
}

function Row({ line }: { line: Line }) {
  const t = useTexts('campaigns');
  const say = useSay();
  const titleOf = useInstrumentTitle();
  const go = useNavigate();
  const { campaign, schoolName, stage, window: between, size, answered } = line;
  return (
    <div className="campaign-row">
      <div className="campaign-what">
        <button
          type="button"
          className="link"
          onClick={() => void go({ to: '/campaigns/$id', params: { id: campaign } })}
        >
          <strong>{titleOf(line)}</strong>
        </button>
        <span className="quiet">
          {schoolName} · {t('between', { from: clockText(between.opensAt), to: clockText(between.closesAt) })}
        </span>
      </div>
      <StatusTag kind={stage === 'open' ? 'good' : stage === 'ended' ? 'plain' : 'wait'}>
        {say(STAGES[stage]) || stage}
      </StatusTag>
      <div className="campaign-sum">
        <span>{t('answeredOf', { answered, size })}</span>
        <Progress
          percent={size === 0 ? 0 : Math.floor((100 * answered) / size)}
          size="small"
          showInfo={false}
          aria-label={t('answeredOf', { answered, size })}
        />
      </div>
    </div>
  );
}
