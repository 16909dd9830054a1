import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { Words } from '#domain/words';
import { referralActWords } from '#domain/referral-words';
import { newId, useAct } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { now } from '#web/frame/clock.ts';
import { useKeys } from '#web/frame/keys.tsx';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { ActForm, type PermittedAct } from '#web/parts/act-form.tsx';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import type { ReferralView } from './referral.tsx';
import { useReferralOptions } from './referral-options.ts';
import { SCHOOL_OWES, usualAct } from './whose-turn.ts';

const TITLES: Readonly<Record<string, Words>> = referralActWords;
/** Nothing to fill in and nothing that cannot be mended: one tap. */
const ONE_TAP = new Set(['accept', 'acknowledge']);
const DAY = 86_400_000;
/** Nine in the morning, in the schools' time, as hours of UTC. */
const MORNING = 3_600_000;

/** What can be done now, from the one table of acts: what is usual large, the rest beside it. */
export function ReferralActs({ view }: { view: ReferralView }) {
  const t = useTexts('referral');
  const say = useSay();
  const [act, setAct] = useState<string | null>(null);
  const permitted = useQuery({
    queryKey: ['streams', 'referrals', view.id, 'permitted'],
    queryFn: () => ask(() => api.GET('/api/referrals/{id}/permitted-acts', { params: { path: { id: view.id } } })),
  });
  const acts = useMemo(() => permitted.data?.acts ?? [], [permitted.data]);
  const names = acts.map((each) => each.act);
  const open = acts.find((each) => each.act === act);
  const tap = useAct('referrals', view.id);
  const begin = (name: string) => {
    if (!ONE_TAP.has(name)) return setAct(name);
    const duty = view.duties.find(({ acknowledged }) => acknowledged === null);
    void tap.perform(
      name === 'acknowledge' ? { act: name, duty: duty?.id } : { act: name, against: view.personVersion },
    );
  };
  const first = usualAct(view.stage, names);
  useKeys(first === undefined ? [] : [{ key: 'e', label: say(TITLES[first]), act: () => begin(first) }]);
  if (open !== undefined) return <OpenForm view={view} permitted={open} onClose={() => setAct(null)} />;
  const others = names
    .filter((name) => name !== first && name !== 'acknowledge')
    .toSorted((one, other) => Number(one === 'decline') - Number(other === 'decline'));
  return (
    <section className="card acts" aria-label={t('acts.label')}>
      <ProblemAlert error={permitted.error} onAgain={() => void permitted.refetch()} />
      {first === undefined ? (
        <p className="quiet">{permitted.isPending ? t('frame:waiting') : t(waitingText(view))}</p>
      ) : (
        <div>
          <Button type="primary" size="large" loading={tap.state.at === 'sending'} onClick={() => begin(first)}>
            {say(TITLES[first])}
          </Button>
          <p className="quiet field-hint">{t(`about.${first}`, { defaultValue: '' })}</p>
        </div>
      )}
      <div className="choices">
        {others.map((name) => (
          <Button key={name} size="large" onClick={() => begin(name)}>
            {say(TITLES[name]) || name}
          </Button>
        ))}
      </div>
      <ActProblem state={tap.state} />
    </section>
  );
}

function waitingText({ open, duties }: ReferralView): string {
  if (!open) return 'acts.ended';
  return duties.some(({ kind }) => SCHOOL_OWES.has(kind)) ? 'acts.waitSchool' : 'acts.wait';
}

interface FormProps {
  readonly view: ReferralView;
  readonly permitted: PermittedAct;
  readonly onClose: () => void;
}

function OpenForm({ view, permitted, onClose }: FormProps) {
  const say = useSay();
  const me = useMe();
  const options = useReferralOptions(view, permitted.act);
  const mine = view.duties.find(({ holder, called }) => holder === me.person || called.includes(me.person));
  return (
    <section className="card" aria-label={say(TITLES[permitted.act])}>
      <ActForm
        key={permitted.act}
        kind="referrals"
        stream={view.id}
        permitted={permitted}
        title={TITLES[permitted.act]}
        {...(permitted.act === 'acknowledge' && mine !== undefined ? { duty: mine.id } : {})}
        personVersion={view.personVersion}
        options={options}
        preset={presetOf(permitted.act, view)}
        onDone={onClose}
        onCancel={onClose}
      />
    </section>
  );
}

/** Tomorrow at nine for an appointment; a visit already on record is not asked for again. */
function presetOf(act: string, view: ReferralView): Readonly<Record<string, unknown>> {
  if (act === 'schedule' || act === 'reschedule') return { at: Math.floor(now() / DAY) * DAY + DAY + MORNING };
  // The consent is made with the act: its id is ours to choose.
  if (act === 'giveConsent') return { consent: newId() };
  const visits = (view.state as { readonly visits?: readonly number[] } | null)?.visits ?? [];
  if ((act === 'giveOutcome' || act === 'addInterimNote') && visits.length === 0) return { visitedAt: now() };
  return {};
}
