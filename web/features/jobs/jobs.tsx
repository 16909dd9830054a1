import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Progress } from 'antd';
import { useState } from 'react';
import type { paths } from '#api/openapi';
import { can, NO_RELATION } from '#domain/permission';
import type { Role } from '#domain/role';
import { api, ask } from '#web/frame/api.ts';
import { clockText } from '#web/frame/dates.ts';
import { pacing } from '#web/frame/pacing.ts';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { Empty } from '#web/parts/empty.tsx';
import { JobState } from '#web/parts/job-state.tsx';
import { useInstrumentTitle } from '#web/parts/instruments.ts';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { useKinds } from '#web/parts/record-kinds.ts';
import { Waiting } from '#web/parts/waiting.tsx';
import '#web/parts/programme.css';

type JobPage = paths['/api/jobs']['get']['responses'][200]['content']['application/json'];
type Job = JobPage['items'][number];

/** How far campaigns have come changes as pupils answer. */
const CAMPAIGNS_MS = 30_000;

/** What goes on by itself: files, reports, campaigns; each leads to where it is seen whole. */
export default function Jobs() {
  const t = useTexts('jobs');
  const { acting } = useMe();
  const plans = can(acting.role as Role, 'planCampaign', { ...NO_RELATION, place: true }); // the API's roles are the domain's
  return (
    <Page title={t('title')}>
      <Mine />
      {plans ? <Campaigns /> : null}
    </Page>
  );
}

function Mine() {
  const t = useTexts('jobs');
  const [look] = useState(() => pacing<{ readonly pages: readonly JobPage[] }>(({ pages: all }) => all.some(anyRuns)));
  const pages = useInfiniteQuery({
    queryKey: ['jobs'],
    queryFn: ({ pageParam }) =>
      ask(() => api.GET('/api/jobs', { params: { query: pageParam === '' ? {} : { after: pageParam } } })),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: look,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="card">
      <h2>{t('mine')}</h2>
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && items.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : null}
      <ul className="task-list">
        {items.map((job) => (
          <OneJob key={job.id} job={job} />
        ))}
      </ul>
      {pages.hasNextPage ? <Button onClick={() => void pages.fetchNextPage()}>{t('frame:more')}</Button> : null}
    </section>
  );
}

function anyRuns({ items }: JobPage): boolean {
  return items.some(({ state }) => state === 'running');
}

function OneJob({ job }: { job: Job }) {
  const t = useTexts('jobs');
  const say = useSay();
  const kinds = useKinds();
  const kind = kinds.data?.find((each) => each.kind === job.holds);
  const name =
    kind === undefined ? t(`job.${job.job}`, { defaultValue: job.job }) : t('recordsOf', { kind: say(kind.name) });
  const leads = leadsTo(job);
  return (
    <li>
      {leads === null ? <strong>{name}</strong> : <Link to={leads}>{name}</Link>}
      <JobState state={job.state} />
      <span className="quiet">{`${job.orgName} · ${clockText(job.createdAt)}`}</span>
      {job.about === null && job.total !== null ? (
        <span>{t(COUNTED[job.job] ?? 'rows', { count: job.total })}</span>
      ) : null}
      {job.refused === 0 ? null : <span>{t('refused', { count: job.refused })}</span>}
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

/** What the total of a job counts, where it is not rows of a file. */
const COUNTED: Readonly<Record<string, string>> = { rollOver: 'schools', leavers: 'cases' };

/** Where it is seen whole. */
function leadsTo({ id, job, about }: Job): string | null {
  if (about !== null) return `/reports/${about}`;
  if (job === 'records') return `/imports/${id}`;
  return job === 'rollOver' ? `/roll-overs/${id}` : null;
}

function Campaigns() {
  const t = useTexts('jobs');
  const titleOf = useInstrumentTitle();
  const found = useQuery({
    queryKey: ['campaigns', 'under way'],
    queryFn: () => ask(() => api.GET('/api/campaigns/completion', { params: { query: { open: 'true' } } })),
    refetchInterval: ({ state }) => ((state.data?.items.length ?? 0) > 0 ? CAMPAIGNS_MS : false),
  });
  const items = found.data?.items ?? [];
  return (
    <section className="card">
      <h2>{t('campaigns')}</h2>
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
      {found.isPending ? <Waiting /> : null}
      {found.isSuccess && items.length === 0 ? <p className="quiet">{t('noCampaigns')}</p> : null}
      <ul className="task-list">
        {items.map(({ campaign, schoolName, answered, size, ...asked }) => (
          <li key={campaign}>
            <Link to={`/campaigns/${campaign}`}>{`${titleOf(asked)} · ${schoolName}`}</Link>
            <span>{t('answered', { answered, size })}</span>
            <Progress
              percent={Math.floor((100 * answered) / Math.max(size, 1))}
              size="small"
              aria-label={t('progress')}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
