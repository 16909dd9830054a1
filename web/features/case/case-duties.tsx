import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { Policy } from '#domain/policy';
import { api, ask } from '#web/frame/api.ts';
import { clockText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import type { CaseDuty } from '#web/parts/case-reading.ts';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { actOfDuty, pageOf } from '#web/parts/duty-acts.ts';
import { dutyTitle } from '#web/parts/duty-title.ts';
import { Empty } from '#web/parts/empty.tsx';

interface Props {
  readonly duties: readonly CaseDuty[];
  readonly policy: number;
  readonly name: (id: string | null) => string;
  readonly me: string;
  readonly onAct: (act: string) => void;
}

/** What is owed, by whom, until when, and whom the engine calls next if nobody acts. */
export function CaseDuties({ duties, policy, name, me, onAct }: Props) {
  const t = useTexts('case');
  const say = useSay();
  const next = useNextCall(policy);
  const sorted = duties.toSorted((one, other) => one.dueAt - other.dueAt);
  return (
    <section className="card" aria-labelledby="duties">
      <h2 id="duties">{t('duties.title')}</h2>
      {sorted.length === 0 ? <Empty title={t('duties.none')} /> : null}
      <ul className="plain-list">
        {sorted.map((duty) => {
          const mine = duty.holder === me || duty.called.includes(me);
          const act = actOfDuty(duty.kind);
          return (
            <li key={duty.id}>
              <strong>{dutyTitle(duty, say, t)}</strong> <DueBadge at={duty.limitAt} uncovered={duty.uncovered} />
              <div className="quiet">
                {t('duties.holder', { name: name(duty.holder) })}
                {duty.acknowledged === null
                  ? null
                  : ` · ${t('duties.heard', { time: clockText(duty.acknowledged.at) })}`}
              </div>
              <div className="quiet">{next(duty)}</div>
              {mine && act !== undefined ? (
                <Button size="small" onClick={() => onAct(act)}>
                  {t('duties.do')}
                </Button>
              ) : null}
              {duty.watches === null ? null : (
                <Link to={pageOf(duty.watches.kind, duty.watches.id, null)}>{t(`openTrack.${duty.watches.kind}`)}</Link>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What the chain of a duty does at its next step, by the policy that the case pins. */
function useNextCall(version: number): (duty: CaseDuty) => string {
  const t = useTexts('case');
  const found = useQuery({
    staleTime: Number.POSITIVE_INFINITY,
    queryKey: ['policy', version],
    queryFn: () => ask(() => api.GET('/api/policies/{version}', { params: { path: { version: String(version) } } })),
  });
  const clocks = (found.data?.document as Policy | undefined)?.clocks as
    | Readonly<Record<string, Policy['clocks'][keyof Policy['clocks']]>>
    | undefined;
  return ({ clock, step, dueAt }) => {
    const rings = clocks?.[clock]?.rings ?? [];
    const calls = (rings[step] ?? rings.at(-1))?.calls ?? [];
    const whom = calls.map((post) => t(`post.${post}`)).join(t('frame:comma'));
    return t(whom === '' ? 'duties.nextHolder' : 'duties.next', { time: clockText(dueAt), whom });
  };
}
