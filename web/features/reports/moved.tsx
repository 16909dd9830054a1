import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { api, ask } from '#web/frame/api.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { actsOn, type Report, useReportAct } from './reading.ts';

const MOST = 12;
const UNSIGNED = new Set(['draft', 'submitted', 'signed']);

/** Figures that are no longer what the report shows: counted anew in a draft, a reason to give back what was handed in. */
export function Moved({ report }: { report: Report }) {
  const t = useTexts('reports');
  const say = useSay();
  const { id, version, state, may } = report;
  const moved = useQuery({
    enabled: UNSIGNED.has(state),
    queryKey: ['reports', 'moved', id, version],
    queryFn: () => ask(() => api.GET('/api/reports/{id}/moved', { params: { path: { id } } })),
  });
  const act = useReportAct();
  const items = moved.data?.items ?? [];
  if (items.length === 0) return null;
  const named = new Map(report.figures.map(({ code, name }) => [code, name]));
  return (
    <section className="card">
      <h2>{t('moved', { count: items.length })}</h2>
      <p className="quiet">{t(state === 'draft' ? 'movedDraft' : 'movedHandedIn')}</p>
      <dl className="values">
        {items.slice(0, MOST).flatMap(({ code, was, now }) => [
          <dt key={`${code} name`}>{say(named.get(code) ?? undefined) || code}</dt>,
          <dd key={code}>
            <del>{was?.shown ?? '—'}</del> → <ins>{now?.shown ?? '—'}</ins>
          </dd>,
        ])}
      </dl>
      {items.length > MOST ? <p className="quiet">{t('moreMoved', { count: items.length - MOST })}</p> : null}
      {state === 'draft' && may.write ? (
        <Button loading={act.state.at === 'sending'} onClick={() => void act.perform(actsOn(report).refresh())}>
          {t('refresh')}
        </Button>
      ) : null}
      {act.state.at === 'refused' ? <ProblemAlert error={act.state.problem} /> : null}
    </section>
  );
}
