import { useQuery } from '@tanstack/react-query';
import { api, ask } from '#web/frame/api.ts';
import { fullText } from '#web/frame/dates.ts';
import { useTexts } from '#web/frame/words.ts';
import { useNames } from '#web/parts/case-reading.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import type { Report } from './reading.ts';

/** Every version of the text with its author, the newest first. */
export function History({ report: { id, version } }: { report: Report }) {
  const t = useTexts('reports');
  const found = useQuery({
    queryKey: ['reports', 'versions', id, version],
    queryFn: () => ask(() => api.GET('/api/reports/{id}/versions', { params: { path: { id } } })),
  });
  const items = found.data?.items ?? [];
  const name = useNames(items.map(({ by }) => by));
  return (
    <details className="card">
      <summary>{t('history', { count: items.length })}</summary>
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
      <ol className="versions" reversed>
        {items.toReversed().map(({ version: each, act, why, by, at }) => (
          <li key={each}>
            {t(`act.${act}`)} · {name(by)} · <span className="quiet">{fullText(at)}</span>
            {why === null ? null : <div>{t('because', { why })}</div>}
          </li>
        ))}
      </ol>
    </details>
  );
}
