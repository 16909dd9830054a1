import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useTexts } from '#web/frame/words.ts';
import { Empty } from '#web/parts/empty.tsx';
import { usePlaceNames } from '#web/parts/place-input.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Faults, Graduates, Pupils } from './pupils.tsx';
import { readSchools, type School } from './reading.ts';

const TAGS = { ready: 'wait', done: 'plain', refused: 'bad', released: 'good', stale: 'bad' } as const;

/** What becomes of each school. `reached`: how far the roll-over is; the report is read anew when that changes. */
export function Schools({ id, reached }: { id: string; reached: string }) {
  const t = useTexts('rollOver');
  const pages = useInfiniteQuery({
    queryKey: ['rollOver', id, 'schools', reached],
    queryFn: ({ pageParam }) => readSchools(id, pageParam),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const names = new Map(usePlaceNames(items.map(({ code }) => code)).map(({ code, name }) => [code, name]));
  return (
    <>
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && items.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : null}
      {items.map((school) => (
        <OneSchool key={school.school} school={school} name={names.get(school.code) ?? school.code} />
      ))}
      {pages.hasNextPage ? (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('frame:more')}
        </Button>
      ) : null}
    </>
  );
}

function OneSchool({ school, name }: { school: School; name: string }) {
  const t = useTexts('rollOver');
  const { outcome, classes, counts, records } = school;
  const sums = Object.entries(counts).filter(([act, count]) => count > 0 && act !== 'done');
  return (
    <section className="card" aria-label={name}>
      <div className="page-head">
        <h2>{name}</h2>
        <StatusTag kind={TAGS[outcome]}>{t(`outcome.${outcome}`)}</StatusTag>
      </div>
      {outcome === 'stale' ? (
        <Alert type="warning" showIcon title={t('stale')} description={<Link to="/roll-overs">{t('again')}</Link>} />
      ) : null}
      {outcome === 'done' ? <p>{t('doneHere')}</p> : null}
      <Faults school={school} />
      {outcome === 'done' || sums.length === 0 ? null : (
        <dl className="values">
          {sums.flatMap(([act, count]) => [
            <dt key={`${act} label`}>{t(`act.${act}`)}</dt>,
            <dd key={act}>{t('pupils', { count })}</dd>,
          ])}
        </dl>
      )}
      {records > 0 ? <Alert type="info" showIcon title={t('records', { count: records })} /> : null}
      <Pupils school={school} />
      <Graduates ids={school.graduates} />
      {outcome === 'done' || classes.length === 0 ? null : <Classes classes={classes} name={name} />}
    </section>
  );
}

function Classes({ classes, name }: { classes: School['classes']; name: string }) {
  const t = useTexts('rollOver');
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('classesOf', { name })}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('from')}</th>
            <th scope="col">{t('to')}</th>
            <th scope="col">{t('what')}</th>
          </tr>
        </thead>
        <tbody>
          {classes.map(({ act, from, to }) => (
            <tr key={to.code}>
              <td>{from === null ? '—' : from.name}</td>
              <td>{to.name}</td>
              <td>{t(`classAct.${act}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
