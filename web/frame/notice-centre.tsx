import { BellOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge, Button, Drawer } from 'antd';
import { useState } from 'react';
import { masked } from '#domain/masked';
import type { Words } from '#domain/words';
import { dutyTitle } from '#web/parts/duty-title.ts';
import { wayTo } from '#web/parts/duty-way.ts';
import { Empty } from '#web/parts/empty.tsx';
import { LevelTag } from '#web/parts/level-tag.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { usePupilNames } from '#web/parts/pupil-names.ts';
import { api, ask } from './api.ts';
import { clockText } from './dates.ts';
import { useKeys } from './keys.tsx';
import type { Notice } from './live.ts';
import { callsOf, type Calls } from './notice-calls.ts';
import { OfficeLine, useOfficeNotices } from './office-notices.tsx';
import { useOpenedOnce } from './opened-once.ts';
import type { Say } from './phrases.ts';
import { useSay, useTexts } from './words.ts';

/** What one is called to, in neutral words: a notice on a lit screen tells a passer-by nothing. */
export function noticeText(notice: Notice, say: (pair: Words | undefined) => string, t: Say): string {
  return t('notices.one', { duty: dutyTitle({ ...notice, kind: notice.dutyKind }, say, t) });
}

const UNREAD = ['notices', 'unread'];

/** The bell, and behind it everything unread, each duty once. */
export function NoticeCentre() {
  const t = useTexts('frame');
  const [open, setOpen] = useState(false);
  const drawn = useOpenedOnce(open);
  const pages = useInfiniteQuery({
    queryKey: UNREAD,
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/notices', {
          params: { query: { unread: 'true', limit: '50', ...(pageParam === '' ? {} : { after: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: 60_000,
  });
  const calls = callsOf(pages.data?.pages.flatMap((page) => page.items) ?? []);
  const offices = useOfficeNotices();
  const count = calls.length + offices.items.length;
  useKeys([{ key: 'n', label: t('notices.open'), act: () => setOpen(true) }]);
  return (
    <>
      <Badge count={count} overflowCount={49} size="small" offset={[-6, 6]}>
        <Button type="text" icon={<BellOutlined />} aria-label={t('notices.open')} onClick={() => setOpen(true)} />
      </Badge>
      {drawn ? (
        <Drawer open={open} onClose={() => setOpen(false)} title={t('notices.title')}>
          <ProblemAlert error={pages.error ?? offices.error} />
          {count === 0 ? <Empty title={t('notices.none')} hint={t('notices.noneHint')} /> : null}
          <ul className="notices">
            {offices.items.map((notice) => (
              <OfficeLine key={notice.id} notice={notice} onOpened={() => setOpen(false)} />
            ))}
            <Lines calls={calls} onOpened={() => setOpen(false)} />
          </ul>
          {pages.hasNextPage ? <Button onClick={() => void pages.fetchNextPage()}>{t('more')}</Button> : null}
        </Drawer>
      ) : null}
    </>
  );
}

function Lines({ calls, onOpened }: { calls: readonly Calls[]; onOpened: () => void }) {
  const pupils = usePupilNames(calls.flatMap(({ last }) => last.student ?? []));
  return calls.map((each) => (
    <Line key={each.last.id} calls={each} who={masked(pupils.get(each.last.student ?? '')?.name)} onOpened={onOpened} />
  ));
}

function Line({ calls: { last, ids }, who, onOpened }: { calls: Calls; who: string; onOpened: () => void }) {
  const t = useTexts('frame');
  const say = useSay();
  const queries = useQueryClient();
  const read = async () => {
    const all = ids.map((id) => ask(() => api.POST('/api/notices/{id}/read', { params: { path: { id } } })));
    await Promise.allSettled(all);
    await queries.invalidateQueries({ queryKey: ['notices'] });
  };
  const { streamKind } = last;
  const way = streamKind === null ? { to: '/' } : wayTo({ ...last, streamKind, kind: last.dutyKind });
  return (
    <li>
      <span>
        <LevelTag level={last.level} />{' '}
        <Link {...(way as { to: string })} onClick={onOpened}>
          {dutyTitle({ ...last, kind: last.dutyKind }, say, t)}
        </Link>{' '}
        {who}
      </span>
      <Button size="small" onClick={() => void read()}>
        {t('notices.read')}
      </Button>
      <span className="quiet">
        {clockText(last.createdAt)}
        {ids.length > 1 ? ` · ${t('notices.times', { count: ids.length })}` : ''}
      </span>
    </li>
  );
}
