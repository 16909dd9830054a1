import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { CaseStage } from '#domain/case-state';
import { stageWords } from '#domain/timeline/code-words';
import { api, ask } from '#web/frame/api.ts';
import { clockText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { LevelTag } from '#web/parts/level-tag.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';

/** The open cases of one school, children under other names. */
export function OpenCases({ org }: { org: string }) {
  const t = useTexts('oversight');
  const say = useSay();
  const pages = useInfiniteQuery({
    queryKey: ['ledger', 'oversight', org],
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/ledger', { params: { query: { org, ...(pageParam === '' ? {} : { after: pageParam }) } } }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && items.length === 0 ? <Empty title={t('cases.none')} /> : null}
      <ul className="plain-list">
        {items.map(({ id, level, stage, student, nextDueAt, lastAt }) => (
          <li key={id} className="inbox-row">
            <LevelTag level={level} />
            <Link to="/oversight/cases/$id" params={{ id }}>
              {t('cases.child', { name: student?.pseudonym ?? id.slice(0, 8) })}
            </Link>
            <span>{say(stageWords[stage as CaseStage])}</span>
            <DueBadge at={nextDueAt} />
            <span className="quiet row-wide">{t('cases.last', { time: clockText(lastAt) })}</span>
          </li>
        ))}
      </ul>
      {pages.hasNextPage ? (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('frame:more')}
        </Button>
      ) : null}
    </>
  );
}
