import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { api, ask } from '#web/frame/api.ts';
import { civilDayText } from '#web/frame/dates.ts';
import { useTexts } from '#web/frame/words.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { useKinds } from '#web/parts/record-kinds.ts';
import { RecordRow } from '#web/parts/record-row.tsx';
import type { Scope } from '#web/parts/scope.tsx';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { Waiting } from '#web/parts/waiting.tsx';

/** A figure beside the same days a year before, with the records that make the difference. */
export function Compared({ code, scope }: { code: string; scope: Scope }) {
  const t = useTexts('figures');
  const kinds = useKinds();
  const pages = useInfiniteQuery({
    queryKey: ['figures', code, 'differences', scope],
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/figures/{code}/differences', {
          params: { path: { code }, query: { ...scope, ...(pageParam === '' ? {} : { after: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const [first] = pages.data?.pages ?? [];
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="card" aria-labelledby="compared">
      <h2 id="compared">{t('compared.title')}</h2>
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {first === undefined ? null : (
        <>
          <p>
            {t('compared.period', { from: civilDayText(first.before.from), to: civilDayText(first.before.to) })}{' '}
            <strong>{t('compared.figures', { last: first.last, now: first.now })}</strong>{' '}
            {t('compared.records', { came: first.came, went: first.went })}
          </p>
          <p className="quiet">{t('compared.about')}</p>
        </>
      )}
      <ul className="plain-list">
        {items.map((line) => {
          const kind = kinds.data?.find((each) => each.kind === line.kind);
          return kind === undefined ? null : (
            <li key={`${line.side} ${line.id}`} className="inbox-row">
              <StatusTag kind={line.side === 'came' ? 'good' : 'wait'}>{t(`compared.${line.side}`)}</StatusTag>
              <Link to={`/records/${line.kind}/${line.id}`}>
                <RecordRow kind={kind} line={line} />
              </Link>
            </li>
          );
        })}
      </ul>
      {pages.hasNextPage ? (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('frame:more')}
        </Button>
      ) : null}
    </section>
  );
}
