import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Progress } from 'antd';
import { useState } from 'react';
import type { paths } from '#api/openapi';
import { api, ask } from '#web/frame/api.ts';
import { pacing } from '#web/frame/pacing.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { download } from '#web/parts/download.ts';
import { JobState } from '#web/parts/job-state.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { useKinds } from '#web/parts/record-kinds.ts';
import { Waiting } from '#web/parts/waiting.tsx';
import '#web/parts/programme.css';

type Import = paths['/api/records/imports/{id}']['get']['responses'][200]['content']['application/json'];
type Check = Import['check'];

/** One file of records: what the dry run found, row by row, and its release. */
export default function ImportPage() {
  const t = useTexts('imports');
  const say = useSay();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const kinds = useKinds();
  const [look] = useState(() => pacing<Import>(({ state: at }) => at === 'running'));
  const found = useQuery({
    queryKey: ['jobs', id],
    queryFn: () => ask(() => api.GET('/api/records/imports/{id}', { params: { path: { id } } })),
    refetchInterval: look,
  });
  if (found.isError) return <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />;
  if (found.data === undefined) return <Waiting />;
  const { check, state, progress, total } = found.data;
  const kind = kinds.data?.find((each) => each.kind === check.kind);
  return (
    <Page
      title={t('recordsOf', { kind: say(kind?.name) })}
      beside={<JobState state={state} />}
      actions={<Link to="/jobs">{t('back')}</Link>}
    >
      <section className="card">
        <Sums check={check} />
        {state === 'running' ? (
          <Progress percent={Math.floor((100 * progress) / Math.max(total ?? 1, 1))} aria-label={t('progress')} />
        ) : null}
        {state === 'done' ? (
          <p role="status">
            {t('written', { count: found.data.release?.written ?? 0 })}{' '}
            <Link to={`/records/${check.kind}`}>{t('see')}</Link>
          </p>
        ) : (
          <Release job={found.data} />
        )}
      </section>
      <Refused id={id} check={check} />
    </Page>
  );
}

function Sums({ check }: { check: Check }) {
  const t = useTexts('imports');
  const sums = {
    rows: check.rows,
    added: check.added,
    changed: check.changed.length,
    unchanged: check.unchanged,
    refused: check.refused.length,
    ignored: check.ignored.length,
  };
  return (
    <dl className="values">
      {Object.entries(sums).flatMap(([name, count]) => [
        <dt key={`${name} label`}>{t(`sum.${name}`)}</dt>,
        <dd key={name}>{count}</dd>,
      ])}
    </dl>
  );
}

function Release({ job: { id, state, check } }: { job: Import }) {
  const t = useTexts('imports');
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  if (state === 'running' || state === 'givenUp') return null;
  const params = { path: { id } };
  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    await work().catch(setProblem);
    for (const moved of ['jobs', 'records', 'recordDuties', 'figures'])
      void queries.invalidateQueries({ queryKey: [moved] });
    setBusy(false);
  };
  const release = (partial: boolean) =>
    attempt(() => ask(() => api.POST('/api/records/imports/{id}/release', { params, body: { partial } })));
  const bad = check.refused.length > 0;
  return (
    <>
      {bad ? <p>{t('mend')}</p> : null}
      {state === 'failed' ? <p role="status">{t('failed')}</p> : null}
      <div className="filters">
        <Button
          type={bad ? 'default' : 'primary'}
          loading={busy}
          disabled={check.accepted === 0}
          onClick={() => void release(bad)}
        >
          {bad ? t('releaseGood', { count: check.accepted }) : t('release', { count: check.accepted })}
        </Button>
        <Button
          loading={busy}
          onClick={() => void attempt(() => ask(() => api.POST('/api/records/imports/{id}/give-up', { params })))}
        >
          {t('giveUp')}
        </Button>
      </div>
      <ProblemAlert error={problem} />
    </>
  );
}

/** As many rows as a person reads on a screen; the rest is in the file. */
const MOST_SHOWN = 200;

function Refused({ id, check }: { id: string; check: Check }) {
  const t = useTexts('imports');
  const say = useSay();
  const [problem, setProblem] = useState<unknown>(null);
  if (check.refused.length === 0) return null;
  const lines = check.refused.flatMap(({ row, faults }) => faults.map((fault) => ({ row, ...fault })));
  return (
    <section className="card">
      <div className="page-head">
        <h2>{t('refused')}</h2>
        <Button
          onClick={() => void download(`/api/records/imports/${id}/refused.csv`, `refused-${id}.csv`).catch(setProblem)}
        >
          {t('refusedFile')}
        </Button>
      </div>
      <ProblemAlert error={problem} />
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('row')}</th>
            <th scope="col">{t('column')}</th>
            <th scope="col">{t('why')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, MOST_SHOWN).map(({ row, column, code, why }) => (
            <tr key={`${row} ${column} ${code}`}>
              <td>{row}</td>
              <td>{column}</td>
              <td>{say(why)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length > MOST_SHOWN ? (
        <p className="quiet">{t('moreLines', { count: lines.length - MOST_SHOWN })}</p>
      ) : null}
    </section>
  );
}
