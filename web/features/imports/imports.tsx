import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Progress, Select } from 'antd';
import { useRef, useState } from 'react';
import type { paths } from '#api/openapi';
import { api, ask } from '#web/frame/api.ts';
import { clockText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { download } from '#web/parts/download.ts';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { type KindCode, useKinds } from '#web/parts/record-kinds.ts';
import { Waiting } from '#web/parts/waiting.tsx';
import { JobState } from './job-state.tsx';
import '#web/parts/programme.css';

type Job = paths['/api/jobs']['get']['responses'][200]['content']['application/json']['items'][number];

/** How often work that is going on is looked at. */
const LOOK_MS = 2_000;

/** A file to bring in, and one's long work: whichever page was closed, it is found here again. */
export default function Imports() {
  const t = useTexts('imports');
  return (
    <Page title={t('title')}>
      <Bring />
      <Jobs />
    </Page>
  );
}

/** Three steps: a kind, its template, the filled-in file. */
function Bring() {
  const t = useTexts('imports');
  const say = useSay();
  const go = useNavigate();
  const kinds = useKinds();
  const [kind, setKind] = useState<KindCode | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    await work().catch(setProblem);
    setBusy(false);
  };
  const send = async (file: File, of: KindCode) => {
    const { id } = await upload(file, of);
    void go({ to: `/imports/${id}` });
  };
  const options = kinds.data
    ?.filter(({ may }) => may.record)
    .map((each) => ({ value: each.kind, label: say(each.name) }));
  return (
    <section className="card">
      <h2>{t('bring')}</h2>
      <p className="quiet">{t('how')}</p>
      <div className="filters">
        <Select
          aria-label={t('kind')}
          placeholder={t('kind')}
          showSearch={{ optionFilterProp: 'label' }}
          loading={kinds.isPending}
          value={kind}
          onChange={setKind}
          options={options ?? []}
        />
        <Button
          disabled={kind === null}
          onClick={() => void attempt(() => download(`/api/records/${kind ?? ''}/template.xlsx`, `${kind ?? ''}.xlsx`))}
        >
          {t('template')}
        </Button>
        <Upload busy={busy} of={kind} onFile={(file, of) => void attempt(() => send(file, of))} />
      </div>
      <ProblemAlert error={problem} />
    </section>
  );
}

function Upload(props: { busy: boolean; of: KindCode | null; onFile: (file: File, of: KindCode) => void }) {
  const { busy, of, onFile } = props;
  const t = useTexts('imports');
  const box = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={box}
        type="file"
        hidden
        aria-label={t('file')}
        accept=".xlsx,.csv"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined && of !== null) onFile(file, of);
          target.value = '';
        }}
      />
      <Button type="primary" loading={busy} disabled={of === null} onClick={() => box.current?.click()}>
        {t('upload')}
      </Button>
    </>
  );
}

function upload(file: File, kind: KindCode) {
  const form = new FormData();
  form.append('file', file);
  return ask(() =>
    api.POST('/api/records/{kind}/imports', {
      params: { path: { kind } },
      // The description has no body for files; the browser writes the form.
      body: form as never,
      bodySerializer: (body: unknown) => body as FormData,
    }),
  );
}

function Jobs() {
  const t = useTexts('imports');
  const pages = useInfiniteQuery({
    queryKey: ['jobs'],
    queryFn: ({ pageParam }) =>
      ask(() => api.GET('/api/jobs', { params: { query: pageParam === '' ? {} : { after: pageParam } } })),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((job) => job.state === 'running')) === true ? LOOK_MS : false,
  });
  const jobs = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className="card">
      <h2>{t('jobs')}</h2>
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && jobs.length === 0 ? <Empty title={t('noJobs')} hint={t('noJobsHint')} /> : null}
      <ul className="task-list">
        {jobs.map((job) => (
          <OneJob key={job.id} job={job} />
        ))}
      </ul>
      {pages.hasNextPage ? <Button onClick={() => void pages.fetchNextPage()}>{t('frame:more')}</Button> : null}
    </section>
  );
}

function OneJob({ job }: { job: Job }) {
  const t = useTexts('imports');
  const say = useSay();
  const kinds = useKinds();
  const kind = kinds.data?.find((each) => each.kind === job.holds);
  const name =
    kind === undefined ? t(`job.${job.job}`, { defaultValue: job.job }) : t('recordsOf', { kind: say(kind.name) });
  return (
    <li>
      {job.job === 'records' ? <Link to={`/imports/${job.id}`}>{name}</Link> : <strong>{name}</strong>}
      <JobState state={job.state} />
      <span className="quiet">{`${job.orgName} · ${clockText(job.createdAt)}`}</span>
      <span>{t('rows', { count: job.total ?? 0 })}</span>
      {job.refused === 0 ? null : <span>{t('refusedRows', { count: job.refused })}</span>}
      {job.state === 'running' ? (
        <Progress
          percent={Math.floor((100 * job.progress) / Math.max(job.total ?? 1, 1))}
          size="small"
          aria-label={t('progress')}
        />
      ) : null}
    </li>
  );
}
