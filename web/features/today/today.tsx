import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { paths } from '#api/openapi';
import type { DutyKind } from '#domain/policy';
import { dutyWords } from '#domain/timeline/duty-words';
import { type Acting, useAct } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { LevelTag } from '#web/parts/level-tag.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Worklist } from '#web/parts/worklist.tsx';

type Line = paths['/api/duties']['get']['responses'][200]['content']['application/json']['items'][number];

const LISTS = ['mine', 'team', 'overdue'] as const;
const SEGMENTS: Readonly<Record<string, Acting>> = {
  case: 'cases',
  referral: 'referrals',
  followUp: 'follow-ups',
  return: 'returns',
};

/** Duties by their next step. */
export default function Today() {
  const t = useTexts('today');
  const [list, setList] = useState<(typeof LISTS)[number]>('mine');
  const [chosen, setChosen] = useState<string | null>(null);
  const pages = useInfiniteQuery({
    queryKey: ['duties', list],
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/duties', { params: { query: { list, ...(pageParam === '' ? {} : { after: pageParam }) } } }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t('title')}>
      <Segmented
        value={list}
        onChange={setList}
        options={LISTS.map((value) => ({ value, label: t(`list.${value}`) }))}
      />
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && items.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : null}
      {items.length === 0 ? null : (
        <Worklist
          label={t(`list.${list}`)}
          items={items}
          keyOf={keyOf}
          rowHeight={64}
          row={(line) => <Row line={line} />}
          chosen={chosen}
          onChoose={setChosen}
          onOpen={() => undefined}
          more={pages.hasNextPage && !pages.isFetchingNextPage}
          onMore={() => void pages.fetchNextPage()}
        />
      )}
    </Page>
  );
}

function keyOf({ stream, id }: Line): string {
  return `${stream}-${id}`;
}

function Row({ line }: { line: Line }) {
  const t = useTexts('today');
  const say = useSay();
  const { state, perform } = useAct(SEGMENTS[line.streamKind] ?? 'cases', line.stream);
  return (
    <>
      <LevelTag level={line.level} />
      <strong>{say(dutyWords[line.kind as DutyKind]) || line.kind}</strong>
      <span className="quiet">{line.schoolName}</span>
      <span className="quiet">{line.holderName}</span>
      <DueBadge at={line.limitAt} uncovered={line.uncovered} />
      {line.acknowledgedAt === null ? (
        <Button
          size="small"
          loading={state.at === 'sending'}
          onClick={() => void perform({ act: 'acknowledge', duty: line.id })}
        >
          {t('acknowledge')}
        </Button>
      ) : null}
    </>
  );
}
