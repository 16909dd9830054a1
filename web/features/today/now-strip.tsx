import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';
import { api, ask } from '#web/frame/api.ts';
import { useNow } from '#web/frame/clock.ts';
import { lengthText } from '#web/frame/dates.ts';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { masked } from '#domain/masked';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { dutyTitle } from '#web/parts/duty-title.ts';
import { wayTo } from '#web/parts/duty-way.ts';
import { usePupilNames } from '#web/parts/pupil-names.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import type { Line } from './duties.ts';

const FEW = 3;
const SIGNING = ['secondSignature', 'coSign'] as const;
const SIGNING_PROGRAMME = ['publicationReview', 'publicationSignOff', 'reportFirstSign', 'reportSecondSign'] as const;

/** What stands above the list by who looks: a head sees crises, signatures and what is late; a class teacher the way to report a worry. */
export const NowStrip = memo(function NowStrip() {
  const { acting } = useMe();
  if (acting.role === 'schoolHead') return <HeadNow />;
  if (acting.role === 'classTeacher') return <TeacherNow />;
  return null;
});

function HeadNow() {
  const t = useTexts('today');
  return (
    <section className="now-strip" aria-label={t('now.label')}>
      <Crises />
      <Signatures />
      <Approvals />
      <Late />
    </section>
  );
}

interface CardProps {
  readonly name: string;
  readonly count: number | undefined;
  readonly grave: boolean;
  readonly none: string;
  readonly error: unknown;
  readonly children: ReactNode;
}

function Card({ name, count, grave, none, error, children }: CardProps) {
  return (
    <div className={grave && (count ?? 0) > 0 ? 'card now-card now-grave' : 'card now-card'}>
      <h2>
        {name} <span className="now-count">{count ?? ''}</span>
      </h2>
      <ProblemAlert error={error} />
      {count === 0 ? <p className="quiet">{none}</p> : children}
    </div>
  );
}

/** Every child of the school who is in crisis, whoever leads it. */
function Crises() {
  const t = useTexts('today');
  const now = useNow(60_000);
  const found = useQuery({
    queryKey: ['ledger', 'crisis'],
    queryFn: () => ask(() => api.GET('/api/ledger', { params: { query: { stage: 'crisis', limit: '50' } } })),
    refetchInterval: 60_000,
  });
  const items = found.data?.items ?? [];
  const pupils = usePupilNames(items.flatMap(({ student }) => (student?.id == null ? [] : [student.id])));
  return (
    <Card name={t('now.crisis')} count={found.data?.total} grave none={t('now.noCrisis')} error={found.error}>
      <ul className="plain-list">
        {items.slice(0, FEW).map(({ id, student, lastAt }) => (
          <li key={id}>
            <Link to="/crisis/$id" params={{ id }}>
              {masked(pupils.get(student?.id ?? '')?.name) || student?.pseudonym || t('now.pupil')}
            </Link>{' '}
            <span className="quiet">{t('now.lastRecord', { length: lengthText(now - lastAt) })}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What waits for one's own signature. */
function Signatures() {
  const t = useTexts('today');
  const found = useQuery({
    queryKey: ['duties', 'signing'],
    queryFn: () => owedOf(SIGNING),
  });
  return (
    <Card name={t('now.sign')} count={found.data?.length} grave={false} none={t('now.noSign')} error={found.error}>
      <Duties lines={found.data ?? []} act="coSign" />
    </Card>
  );
}

/** One's own duties of these kinds, the next due first. */
async function owedOf(kinds: readonly string[]): Promise<readonly Line[]> {
  const query = { list: 'mine', kind: kinds.join(','), limit: '200' } as const;
  return (await ask(() => api.GET('/api/duties', { params: { query } }))).items;
}

/** What the programme wants signed: reports and publications by their duties, records that others wrote by their kinds. */
function Approvals() {
  const t = useTexts('today');
  const say = useSay();
  const signing = useQuery({ queryKey: ['duties', 'signing', 'programme'], queryFn: () => owedOf(SIGNING_PROGRAMME) });
  const found = useQuery({
    queryKey: ['recordDuties', 'approvals'],
    queryFn: () => ask(() => api.GET('/api/records/approvals')),
  });
  const kinds = found.data?.items ?? [];
  const sum = kinds.reduce((all, { count }) => all + count, signing.data?.length ?? 0);
  const known = found.isSuccess && signing.isSuccess ? sum : undefined;
  return (
    <Card
      name={t('now.approve')}
      count={known}
      grave={false}
      none={t('now.noApprove')}
      error={found.error ?? signing.error}
    >
      <Duties lines={signing.data ?? []} />
      <ul className="plain-list">
        {kinds.slice(0, FEW).map(({ kind, name, count }) => (
          <li key={kind}>
            <Link to={`/records/${kind}`} search={{ state: 'recorded' } as never}>
              {say(name)}
            </Link>{' '}
            <span className="quiet">{t('now.count', { count })}</span>
          </li>
        ))}
      </ul>
      {kinds.length > FEW ? <Link to="/records">{t('now.moreKinds', { count: kinds.length - FEW })}</Link> : null}
    </Card>
  );
}

/** What is past its limit anywhere around, with who has it. */
function Late() {
  const t = useTexts('today');
  const found = useQuery({
    queryKey: ['duties', 'late'],
    queryFn: () => ask(() => api.GET('/api/duties', { params: { query: { list: 'overdue', limit: '20' } } })),
    refetchInterval: 60_000,
  });
  const counts = useQuery({
    queryKey: ['duties', 'counts'],
    queryFn: () => ask(() => api.GET('/api/duties/counts', {})),
  });
  return (
    <Card name={t('now.late')} count={counts.data?.overdue} grave none={t('now.noLate')} error={found.error}>
      <Duties lines={found.data?.items ?? []} />
      <Link to="/today" search={{ list: 'overdue' } as never}>
        {t('now.all')}
      </Link>
    </Card>
  );
}

function Duties({ lines, act }: { lines: readonly Line[]; act?: string }) {
  const t = useTexts('today');
  const say = useSay();
  const few = lines.slice(0, FEW);
  const pupils = usePupilNames(few.flatMap(({ student }) => (student === null ? [] : [student])));
  return (
    <ul className="plain-list">
      {few.map((line) => (
        <li key={`${line.stream} ${line.id}`}>
          <Link {...(wayTo(line, act) as { to: string })}>{dutyTitle(line, say, t)}</Link>{' '}
          {masked(pupils.get(line.student ?? '')?.name)}{' '}
          <span className="quiet">{line.mine ? '' : line.holderName}</span> <DueBadge at={line.limitAt} />
        </li>
      ))}
    </ul>
  );
}

function TeacherNow() {
  const t = useTexts('today');
  return (
    <section className="now-strip" aria-label={t('now.label')}>
      <Link to="/concern" className="big big-first now-concern">
        {t('now.concern')}
      </Link>
      <p className="quiet">{t('now.concernHint')}</p>
    </section>
  );
}
