import { BellOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge, Button, Drawer } from 'antd';
import { useState } from 'react';
import type { DutyKind } from '#domain/policy';
import { dutyWords } from '#domain/timeline/duty-words';
import { Empty } from '#web/parts/empty.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { api, ask } from './api.ts';
import { clockText } from './dates.ts';
import { useKeys } from './keys.tsx';
import type { Notice } from './live.ts';
import { OfficeLine, useOfficeNotices } from './office-notices.tsx';
import { useOpenedOnce } from './opened-once.ts';
import type { Say } from './phrases.ts';
import { currentLanguage, useTexts } from './words.ts';

/** What one is called to, in neutral words: a notice on a lit screen tells a passer-by nothing. */
export function noticeText({ dutyKind }: Notice, t: Say): string {
  const words = dutyWords[dutyKind as DutyKind]; // kinds of the API are the domain's
  return t('notices.one', { duty: words?.[currentLanguage()] ?? dutyKind });
}

const UNREAD = ['notices', 'unread'];

/** The bell, and behind it everything unread. */
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
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const offices = useOfficeNotices();
  const count = items.length + offices.items.length;
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
            {items.map((notice) => (
              <Line key={notice.id} notice={notice} onOpened={() => setOpen(false)} />
            ))}
          </ul>
          {pages.hasNextPage ? <Button onClick={() => void pages.fetchNextPage()}>{t('more')}</Button> : null}
        </Drawer>
      ) : null}
    </>
  );
}

function Line({ notice, onOpened }: { notice: Notice; onOpened: () => void }) {
  const t = useTexts('frame');
  const queries = useQueryClient();
  const read = async () => {
    await ask(() => api.POST('/api/notices/{id}/read', { params: { path: { id: notice.id } } })).catch(() => undefined);
    await queries.invalidateQueries({ queryKey: ['notices'] });
  };
  return (
    <li>
      <Link to="/" onClick={onOpened}>
        {noticeText(notice, t)}
      </Link>
      <span className="quiet">{clockText(notice.createdAt)}</span>
      <Button size="small" onClick={() => void read()}>
        {t('notices.read')}
      </Button>
    </li>
  );
}
