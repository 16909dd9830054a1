import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DutyKind } from '#domain/policy';
import { dutyWords } from '#domain/timeline/duty-words';
import { api, ask } from '#web/frame/api.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { recordPage } from '#web/parts/record-page.ts';

const OF_REPORTS = ['reportDraft', 'reportFirstSign', 'reportSecondSign'] as const;

/** Reports that wait for oneself: their days come before most records' and are kept by nobody else. */
export function ReportsOwed() {
  const t = useTexts('programme');
  const say = useSay();
  const found = useQuery({
    queryKey: ['duties', 'reports'],
    queryFn: () =>
      ask(() =>
        api.GET('/api/duties', { params: { query: { list: 'mine', kind: OF_REPORTS.join(','), limit: '20' } } }),
      ),
  });
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="card" aria-label={t('reports')}>
      <ul className="plain-list">
        {items.map(({ stream, id, kind, record, limitAt }) => (
          <li key={`${stream}-${id}`}>
            <Link to={record === null ? '/reports' : recordPage(record)}>
              {say(dutyWords[kind as DutyKind]) || kind}
            </Link>{' '}
            <DueBadge at={limitAt} />
          </li>
        ))}
      </ul>
    </section>
  );
}
