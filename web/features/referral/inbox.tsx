import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useState } from 'react';
import type { paths } from '#api/openapi';
import type { DutyKind } from '#domain/policy';
import type { ReferralStage } from '#domain/referral-states';
import { referralStageWords } from '#domain/referral-words';
import { dutyWords } from '#domain/timeline/duty-words';
import { api, ask } from '#web/frame/api.ts';
import { clockText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { LevelTag } from '#web/parts/level-tag.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Worklist } from '#web/parts/worklist.tsx';
import { SCHOOL_OWES } from './whose-turn.ts';

type Line = paths['/api/referrals']['get']['responses'][200]['content']['application/json']['items'][number];

const LISTS = ['ours', 'school', 'ended'] as const;
type List = (typeof LISTS)[number];

/** What schools have sent: what this hospital owes an answer first, the most urgent on top. */
export default function Inbox() {
  const t = useTexts('inbox');
  const go = useNavigate();
  const [list, setList] = useState<List>('ours');
  const [chosen, setChosen] = useState<string | null>(null);
  const pages = useReferrals(list !== 'ended');
  const all = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const ours = all.filter(({ owed }) => !SCHOOL_OWES.has(owed?.kind ?? ''));
  const shown: readonly Line[] =
    list === 'ended'
      ? all
      : (list === 'ours' ? ours : all.filter((line) => !ours.includes(line))).toSorted(urgentFirst);
  const counted = (value: List) => {
    if (list === 'ended' || value === 'ended') return '';
    return ` ${value === 'ours' ? ours.length : all.length - ours.length}${pages.hasNextPage ? '+' : ''}`;
  };
  const open = ({ id }: Line) => void go({ to: '/referrals/$id', params: { id } });
  return (
    <Page title={t('title')}>
      <Segmented
        value={list}
        onChange={setList}
        options={LISTS.map((value) => ({ value, label: `${t(`list.${value}`)}${counted(value)}` }))}
      />
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && shown.length === 0 ? <Empty title={t(`none.${list}`)} hint={t(`noneHint.${list}`)} /> : null}
      {shown.length === 0 ? null : (
        <Worklist
          label={t(`list.${list}`)}
          items={shown}
          keyOf={({ id }) => id}
          rowHeight={72}
          row={(line) => <Row line={line} />}
          chosen={chosen}
          onChoose={(key, line) => {
            setChosen(key);
            open(line);
          }}
          onOpen={open}
          more={pages.hasNextPage && !pages.isFetchingNextPage}
          onMore={() => void pages.fetchNextPage()}
        />
      )}
    </Page>
  );
}

function useReferrals(open: boolean) {
  return useInfiniteQuery({
    queryKey: ['streams', 'referrals', 'list', open],
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/referrals', {
          params: {
            query: { open: open ? 'true' : 'false', limit: '200', ...(pageParam === '' ? {} : { after: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

/** Red before everything, then whatever is due first. */
function urgentFirst(one: Line, other: Line): number {
  const red = (line: Line) => (line.level === 'L4' ? 0 : 1);
  const due = (line: Line) => line.owed?.limitAt ?? Number.MAX_SAFE_INTEGER;
  return red(one) - red(other) || due(one) - due(other);
}

function Row({ line }: { line: Line }) {
  const t = useTexts('inbox');
  const say = useSay();
  const { owed, level, stage, schoolName, lastAt } = line;
  const school = owed !== null && owed !== undefined && SCHOOL_OWES.has(owed.kind);
  return (
    <div className="inbox-row">
      <LevelTag level={level} />
      <strong>{owed == null ? t('nothing') : say(dutyWords[owed.kind as DutyKind]) || owed.kind}</strong>
      <span className="quiet">{schoolName}</span>
      <StatusTag kind={school ? 'wait' : 'plain'}>{say(referralStageWords[stage as ReferralStage])}</StatusTag>
      <span className="quiet row-wide">{t('last', { time: clockText(lastAt) })}</span>
      {owed == null ? null : <DueBadge at={owed.limitAt} />}
    </div>
  );
}
