import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { dutyWords } from '#domain/timeline/duty-words';
import type { DutyKind } from '#domain/policy';
import { useSay, useTexts } from '#web/frame/words.ts';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { LevelTag } from '#web/parts/level-tag.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { usePupilNames } from '#web/parts/pupil-names.ts';
import { Waiting } from '#web/parts/waiting.tsx';
import { type LeaverPage, readLeavers } from './reading.ts';

type Leaver = LeaverPage['items'][number];

/** Open cases of those who leave: who answers for each, and what is owed next. Only for those who see cases anyway. */
export function Leavers({ id, reached }: { id: string; reached: string }) {
  const t = useTexts('rollOver');
  const pages = useInfiniteQuery({
    queryKey: ['streams', 'leavers', id, reached],
    queryFn: ({ pageParam }) => readLeavers(id, pageParam),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const names = usePupilNames(items.map(({ student }) => student));
  return (
    <section className="card" aria-label={t('leavers')}>
      <h2>{t('leavers')}</h2>
      <p className="quiet">{t('leaversAbout')}</p>
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && items.length === 0 ? <p className="quiet">{t('noLeavers')}</p> : null}
      {items.length === 0 ? null : (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={t('leavers')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('pupil')}</th>
                <th scope="col">{t('owner')}</th>
                <th scope="col">{t('next')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((leaver) => (
                <OneLeaver key={leaver.case} leaver={leaver} name={names.get(leaver.student)?.name ?? leaver.number} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {pages.hasNextPage ? <Button onClick={() => void pages.fetchNextPage()}>{t('frame:more')}</Button> : null}
    </section>
  );
}

function OneLeaver({ leaver, name }: { leaver: Leaver; name: string }) {
  const t = useTexts('rollOver');
  const say = useSay();
  const { level, ownerName, receiverName, next } = leaver;
  return (
    <tr>
      <td>
        <Link to="/cases/$id" params={{ id: leaver.case }}>
          {name}
        </Link>{' '}
        {level === null ? null : <LevelTag level={level} />}
      </td>
      <td>
        {ownerName ?? t('noOwner')}
        {receiverName === null ? null : <div className="quiet">{t('asked', { name: receiverName })}</div>}
      </td>
      <td>
        {/* The API's kinds are the domain's. */}
        {next === null ? t('noNext') : say(dutyWords[next.kind as DutyKind])}{' '}
        {next === null ? null : <DueBadge at={next.dueAt} />}
      </td>
    </tr>
  );
}
