import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { paths } from '#api/openapi';
import type { DutyKind } from '#domain/policy';
import type { ReferralStage } from '#domain/referral-states';
import { referralStageWords } from '#domain/referral-words';
import { dutyWords } from '#domain/timeline/duty-words';
import { api, ask } from '#web/frame/api.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { dutyTitle } from '#web/parts/duty-title.ts';
import { Empty } from '#web/parts/empty.tsx';
import { LevelTag } from '#web/parts/level-tag.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';

const DUTIES = ['mine', 'overdue', 'unclaimed'] as const;
const LISTS = [...DUTIES, 'rerouted'] as const;
type List = (typeof LISTS)[number];
const MOST = '50';

/** What is one's own to do, what is late, what nobody has heard, what a hospital left unanswered: each with its holder by name. */
export function Exceptions() {
  const t = useTexts('oversight');
  const [chosen, setList] = useState<List | null>(null);
  const counts = useQuery({ queryKey: ['duties', 'counts'], queryFn: () => ask(() => api.GET('/api/duties/counts')) });
  // What is late comes first; where nothing is, one's own, not an empty list.
  const list = chosen ?? (counts.data?.overdue === 0 && counts.data.mine > 0 ? 'mine' : 'overdue');
  const silent = useQuery({
    queryKey: ['streams', 'silent'],
    queryFn: () => ask(() => api.GET('/api/referrals', { params: { query: { silent: 'true', limit: MOST } } })),
  });
  const count = (value: List) =>
    value === 'rerouted'
      ? silent.data && `${silent.data.items.length}${silent.data.next === null ? '' : '+'}`
      : counts.data?.[value];
  return (
    <section className="card" aria-labelledby="exceptions">
      <h2 id="exceptions">{t('exceptions.title')}</h2>
      <div className="filters tabs" role="group" aria-label={t('exceptions.title')}>
        {LISTS.map((value) => (
          <button key={value} type="button" aria-pressed={value === list} onClick={() => setList(value)}>
            {t(`exceptions.${value}`)} <span className="count">{count(value) ?? ''}</span>
          </button>
        ))}
      </div>
      {list === 'rerouted' ? <Silent found={silent} /> : <Duties list={list} />}
    </section>
  );
}

function Duties({ list }: { list: (typeof DUTIES)[number] }) {
  const t = useTexts('oversight');
  const say = useSay();
  const found = useQuery({
    queryKey: ['duties', 'exceptions', list],
    queryFn: () => ask(() => api.GET('/api/duties', { params: { query: { list, limit: MOST } } })),
  });
  const items = found.data?.items ?? [];
  return (
    <>
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
      {found.isPending ? <Waiting /> : null}
      {found.isSuccess && items.length === 0 ? (
        <Empty title={t(`exceptions.none.${list}`)} hint={t('exceptions.noneHint')} />
      ) : null}
      <ul className="plain-list">
        {items.map(
          ({
            stream,
            streamKind,
            id,
            case: of,
            level,
            kind,
            signs,
            watches,
            schoolName,
            holderName,
            limitAt,
            uncovered,
          }) => (
            <li key={`${stream}-${id}`} className="inbox-row">
              <LevelTag level={level} />
              <strong>{dutyTitle({ kind, signs, watches }, say, t)}</strong>
              <DueBadge at={limitAt} uncovered={uncovered} />
              <span className="quiet">
                {schoolName} · {t('exceptions.holder', { name: holderName })}
              </span>
              <CaseLink id={streamKind === 'case' ? stream : of} />
            </li>
          ),
        )}
      </ul>
    </>
  );
}

type Referrals = paths['/api/referrals']['get']['responses'][200]['content']['application/json'];

/** Requests that a hospital let lie until their limit: where each stands now, and what is waited for. */
function Silent({ found }: { found: UseQueryResult<Referrals> }) {
  const t = useTexts('oversight');
  const say = useSay();
  const items = found.data?.items ?? [];
  return (
    <>
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
      {found.isPending ? <Waiting /> : null}
      {found.isSuccess && items.length === 0 ? (
        <Empty title={t('exceptions.none.rerouted')} hint={t('exceptions.noneHint')} />
      ) : null}
      <ul className="plain-list">
        {items.map(({ id, case: of, level, stage, schoolName, owed }) => (
          <li key={id} className="inbox-row">
            <LevelTag level={level} />
            <strong>{say(referralStageWords[stage as ReferralStage])}</strong>
            {owed == null ? null : (
              <>
                <span>{say(dutyWords[owed.kind as DutyKind])}</span> <DueBadge at={owed.limitAt} />
              </>
            )}
            <span className="quiet">{schoolName}</span>
            <CaseLink id={of} />
          </li>
        ))}
      </ul>
    </>
  );
}

function CaseLink({ id }: { id: string | null }) {
  const t = useTexts('oversight');
  if (id === null) return null;
  return (
    <Link to="/oversight/cases/$id" params={{ id }}>
      {t('exceptions.open')}
    </Link>
  );
}
