import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Progress } from 'antd';
import { useState } from 'react';
import { dayOf } from '#domain/instant';
import { can, NO_RELATION } from '#domain/permission';
import type { Role } from '#domain/role';
import { useNow } from '#web/frame/clock.ts';
import { dayText } from '#web/frame/dates.ts';
import { pacing } from '#web/frame/pacing.ts';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { JobState } from '#web/parts/job-state.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Leavers } from './leavers.tsx';
import { readRollOver, release, type RollOver } from './reading.ts';
import { Schools } from './schools.tsx';
import '#web/parts/programme.css';

/** One roll-over: what the dry run found, school by school, its release, and who has to be handed over. */
export default function RollOverPage() {
  const t = useTexts('rollOver');
  const { acting } = useMe();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const [pace] = useState(() => pacing<RollOver>(({ state }) => state === 'running'));
  const found = useQuery({ queryKey: ['jobs', id], queryFn: () => readRollOver(id), refetchInterval: pace });
  if (found.isError) return <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />;
  if (found.data === undefined) return <Waiting />;
  const { schoolYear, state, checked } = found.data;
  const seesCases = can(acting.role as Role, 'listLedger', { ...NO_RELATION, place: true }); // the API's roles are the domain's
  const reached = `${state} ${checked}`;
  return (
    <Page
      title={t('of', { from: schoolYear, to: schoolYear + 1 })}
      beside={<JobState state={state} />}
      actions={<Link to="/roll-overs">{t('again')}</Link>}
    >
      <section className="card">
        <Stand turn={found.data} />
      </section>
      {checked ? <Schools id={id} reached={reached} /> : null}
      {checked && seesCases ? <Leavers id={id} reached={reached} /> : null}
    </Page>
  );
}

/** Where it stands, and what can be done now. */
function Stand({ turn }: { turn: RollOver }) {
  const t = useTexts('rollOver');
  const { state, checked, progress, total, outcomes } = turn;
  if (state === 'running')
    return (
      <>
        <p role="status">{t(checked ? 'turning' : 'looking')}</p>
        <Progress percent={Math.floor((100 * progress) / Math.max(total, 1))} aria-label={t('progress')} />
      </>
    );
  if (state === 'failed' && !checked) return <p role="status">{t('lookFailed')}</p>;
  return (
    <>
      <dl className="values">
        {Object.entries(outcomes).flatMap(([outcome, count]) => [
          <dt key={`${outcome} label`}>{t(`outcome.${outcome}`)}</dt>,
          <dd key={outcome}>{t('schools', { count })}</dd>,
        ])}
      </dl>
      {total === 0 ? <p role="status">{t('noSchool')}</p> : null}
      {total > 0 && outcomes['done'] === total ? <p role="status">{t('nothingLeft')}</p> : null}
      {state === 'done' && (outcomes['released'] ?? 0) > 0 ? <p role="status">{t('released')}</p> : null}
      {state === 'held' ? <p role="status">{t('held')}</p> : null}
      {state === 'failed' ? <p role="status">{t('turnFailed')}</p> : null}
      {(outcomes['ready'] ?? 0) > 0 ? <Release turn={turn} ready={outcomes['ready'] ?? 0} /> : null}
    </>
  );
}

function Release({ turn: { id, day }, ready }: { turn: RollOver; ready: number }) {
  const t = useTexts('rollOver');
  const queries = useQueryClient();
  const early = day > dayOf(useNow(60_000));
  const on = dayText(Date.parse(`${day}T00:00:00+08:00`));
  const turning = useMutation({
    mutationFn: () => release(id),
    onSettled: () => {
      for (const moved of ['jobs', 'places', 'pupils', 'students', 'recordDuties', 'figures'])
        void queries.invalidateQueries({ queryKey: [moved] });
    },
  });
  return (
    <>
      <p>{early ? t('early', { day: on }) : t('means', { day: on })}</p>
      <Button type="primary" disabled={early} loading={turning.isPending} onClick={() => turning.mutate()}>
        {t('release', { count: ready })}
      </Button>
      <ProblemAlert error={turning.error} />
    </>
  );
}
