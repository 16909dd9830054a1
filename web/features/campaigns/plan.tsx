import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useCallback, useState } from 'react';
import type { paths } from '#api/openapi';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { now } from '#web/frame/clock.ts';
import { localInstant, localText } from '#web/frame/dates.ts';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { useInstruments } from '#web/parts/instruments.ts';
import { Page } from '#web/parts/page.tsx';
import { PlaceInput } from '#web/parts/place-input.tsx';
import { plain } from '#web/parts/plain.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { StatusTag } from '#web/parts/status-tag.tsx';
import './campaigns.css';

type Body = paths['/api/campaigns']['post']['requestBody']['content']['application/json'];

const DAY = 86_400_000;
const OPEN_FOR = 14 * DAY + 9 * 3_600_000;
const MOST_INTERVIEWERS = 10_000;

/** What is asked, of whom, between which days, and who can speak with whoever needs it: the four things that a campaign is. */
export default function Plan() {
  const t = useTexts('campaigns');
  const me = useMe();
  const ofSchool = me.acting.orgKind === 'school';
  const own = useQuery({
    enabled: ofSchool,
    queryKey: ['places', 'own', me.acting.org],
    queryFn: () => ask(() => api.GET('/api/organisations/{id}', { params: { path: { id: me.acting.org } } })),
  });
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const org = ofSchool ? own.data?.code : chosen;
  return (
    <Page title={t('plan')}>
      <div className="card plan">
        <ProblemAlert error={own.error} onAgain={() => void own.refetch()} />
        {ofSchool ? null : (
          <div className="field">
            <label htmlFor="school">{t('school')}</label>
            <PlaceInput
              id="school"
              kinds={['school']}
              mine
              value={chosen ?? null}
              onChange={(value) => setChosen(plain(value) || undefined)}
            />
          </div>
        )}
        {org === undefined ? null : <PlanForm key={org} org={org} school={ofSchool ? me.acting.org : null} />}
      </div>
    </Page>
  );
}

interface FormProps {
  readonly org: string;
  /** Whose classes are chosen from; null: all classes of the school. */
  readonly school: string | null;
}

function PlanForm({ org, school }: FormProps) {
  const t = useTexts('campaigns');
  const go = useNavigate();
  // Midnight of UTC: eight in the morning of the schools.
  const morning = Math.floor(now() / DAY) * DAY + DAY;
  const [instrument, setInstrument] = useState('');
  const [opensAt, setOpensAt] = useState<number | undefined>(morning);
  const [closesAt, setClosesAt] = useState<number | undefined>(morning + OPEN_FOR);
  const [interviewers, setInterviewers] = useState('2');
  const [classes, setClasses] = useState<readonly string[] | null>(null);
  const { state, perform } = useWish(useCallback(sendPlan, []));
  const count = Number(interviewers);
  const counts = Number.isInteger(count) && count > 0 && count <= MOST_INTERVIEWERS;
  const whole = instrument !== '' && opensAt !== undefined && closesAt !== undefined && counts;
  const inOrder = (opensAt ?? 0) > now() && (closesAt ?? 0) > (opensAt ?? 0);
  const lacks = [
    ...(instrument === '' ? [t('instrument')] : []),
    ...(opensAt === undefined ? [t('opensAt')] : []),
    ...(closesAt === undefined ? [t('closesAt')] : []),
    ...(whole && !inOrder ? [t('closesAt')] : []),
    ...(counts ? [] : [t('interviewers')]),
    ...(classes?.length === 0 ? [t('classes')] : []),
  ];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const [id = '', version = ''] = instrument.split(' ');
    if (lacks.length > 0 || opensAt === undefined || closesAt === undefined) return;
    const body = { org, instrument: id, version, window: { opensAt, closesAt }, interviewers: count };
    const planned = await perform({ ...body, ...(classes === null ? {} : { classes: [...classes] }) });
    if (planned !== null) void go({ to: '/campaigns/$id', params: { id: planned.stream }, replace: true });
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <InstrumentChoice value={instrument} onChange={setInstrument} />
      <div className="plan-window">
        <Moment id="opens" label={t('opensAt')} value={opensAt} onChange={setOpensAt} />
        <Moment id="closes" label={t('closesAt')} value={closesAt} onChange={setClosesAt} />
      </div>
      {whole && !inOrder ? (
        <p className="field-missing" role="alert">
          {t('windowWrong')}
        </p>
      ) : null}
      <Interviewers value={interviewers} onChange={setInterviewers} />
      {school === null ? null : <ClassChoice school={school} value={classes} onChange={setClasses} />}
      <ActProblem state={state} />
      <ReadyButton
        type="primary"
        size="large"
        htmlType="submit"
        lacks={lacks}
        loading={state.at === 'sending' || state.at === 'unsure'}
      >
        {t('planIt')}
      </ReadyButton>
    </form>
  );
}

function Interviewers({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTexts('campaigns');
  return (
    <div className="field">
      <label htmlFor="interviewers">{t('interviewers')}</label>
      <input
        id="interviewers"
        type="number"
        inputMode="numeric"
        min={1}
        max={MOST_INTERVIEWERS}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <p className="quiet field-hint">{t('interviewersHint')}</p>
    </div>
  );
}

function sendPlan(body: Body, key: string) {
  return ask(() => api.POST('/api/campaigns', { params: { header: { 'idempotency-key': key } }, body }));
}

interface MomentProps {
  readonly id: string;
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (at: number | undefined) => void;
}

function Moment({ id, label, value, onChange }: MomentProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        value={value === undefined ? '' : localText(value)}
        onChange={(event) => onChange(localInstant(event.target.value))}
      />
    </div>
  );
}

function InstrumentChoice({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTexts('campaigns');
  const instruments = useInstruments();
  const asked = instruments.data?.filter(({ informant }) => informant === 'self') ?? [];
  return (
    <fieldset className="field">
      <legend>{t('instrument')}</legend>
      <ProblemAlert error={instruments.error} onAgain={() => void instruments.refetch()} />
      <div className="choices choices-long">
        {asked.map(({ id, version, title, items, ages, verified }) => {
          const key = `${id} ${version}`;
          return (
            <label key={key} className={value === key ? 'choice choice-on' : 'choice'}>
              <input type="radio" name="instrument" checked={value === key} onChange={() => onChange(key)} />
              {title}
              <span className="quiet">
                {t('items', { count: items })} ·{' '}
                {ages.to === null ? t('agesFrom', ages) : t('ages', { from: ages.from, to: ages.to })}
              </span>
              {verified['zh-CN'] === true ? null : <StatusTag kind="wait">{t('unverified')}</StatusTag>}
            </label>
          );
        })}
      </div>
      <p className="quiet field-hint">{t('unverifiedHint')}</p>
    </fieldset>
  );
}

interface ClassProps {
  readonly school: string;
  /** null: every class. */
  readonly value: readonly string[] | null;
  readonly onChange: (classes: readonly string[]) => void;
}

function ClassChoice({ school, value, onChange }: ClassProps) {
  const t = useTexts('campaigns');
  const found = useQuery({
    queryKey: ['places', 'classes', school],
    queryFn: () =>
      ask(() => api.GET('/api/organisations', { params: { query: { parent: school, kind: 'class', limit: '200' } } })),
  });
  const all = found.data?.items ?? [];
  const chosen = value ?? all.map(({ id }) => id);
  return (
    <fieldset className="field">
      <legend>{t('classes')}</legend>
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
      <div className="choices">
        {all.map(({ id, name }) => (
          <label key={id} className={chosen.includes(id) ? 'choice choice-on' : 'choice'}>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={() => onChange(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id])}
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
