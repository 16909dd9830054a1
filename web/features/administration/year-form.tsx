import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { type FormEvent, useCallback, useState } from 'react';
import type { paths } from '#api/openapi';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { asProblem } from '#web/frame/problem.ts';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { runsOf } from './calendar-runs.ts';
import { type Run, RunRows } from './run-rows.tsx';

type Own = paths['/api/calendar/years/{year}']['get']['responses'][200]['content']['application/json'];
type Body = paths['/api/calendar/years/{year}']['put']['requestBody']['content']['application/json'];

const MOVED = ['calendar', 'duties'];

/** The own list of a year, as it was entered before; nobody has entered one: empty rows. */
export function YearForm({ year, onDone }: { year: number; onDone: () => void }) {
  const own = useQuery({
    queryKey: ['calendar', 'own', year],
    queryFn: () => readOwn(year),
    staleTime: 0,
  });
  if (own.isPending) return <Waiting />;
  if (own.isError) return <ProblemAlert error={own.error} onAgain={() => void own.refetch()} />;
  return <Filled key={own.dataUpdatedAt} year={year} own={own.data} onDone={onDone} />;
}

async function readOwn(year: number): Promise<Own | null> {
  try {
    return await ask(() => api.GET('/api/calendar/years/{year}', { params: { path: { year: String(year) } } }));
  } catch (error) {
    if (asProblem(error).status === 404) return null;
    throw error;
  }
}

function Filled({ year, own, onDone }: { year: number; own: Own | null; onDone: () => void }) {
  const t = useTexts('administration');
  const { acting } = useMe();
  const whole = acting.orgKind === 'city';
  const [source, setSource] = useState(own?.source ?? '');
  const [holidays, setHolidays] = useState<readonly Run[]>(runsOf(own?.holidays ?? []));
  const [makeUps, setMakeUps] = useState<readonly Run[]>(
    (own?.makeUpDays ?? []).map(({ name, day }) => ({ name, from: day, to: day })),
  );
  const [terms, setTerms] = useState<readonly Run[] | null>(own?.terms ?? (whole ? [] : null));
  const { state, perform } = useEntering(year);
  const runs = [...holidays, ...makeUps, ...(terms ?? [])];
  const lacks = [
    ...(source.trim().length > 1 ? [] : [t('calendar.source')]),
    ...(runs.every(({ name, from, to }) => name.trim() !== '' && from && to) ? [] : [t('calendar.wholeRows')]),
  ];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (lacks.length > 0) return;
    const plain = ({ name, from, to }: Run) => ({ name: name.trim(), from, to });
    const body = {
      source: source.trim(),
      holidays: holidays.map(plain),
      makeUpDays: makeUps.map(({ name, from }) => ({ name: name.trim(), day: from })),
      terms: terms === null ? null : terms.map(plain),
    };
    if ((await perform(body)) !== null) onDone();
  };
  return (
    <form className="card admin-form" onSubmit={(event) => void submit(event)}>
      <h2>{t('calendar.enter', { year })}</h2>
      <p className="quiet">{t('calendar.enterAbout')}</p>
      <div className="field">
        <label htmlFor="source">{t('calendar.source')}</label>
        <input id="source" value={source} maxLength={200} onChange={({ target }) => setSource(target.value)} />
        <p className="quiet field-hint">{t('calendar.sourceHint')}</p>
      </div>
      <RunRows year={year} label={t('calendar.kind.holiday')} runs={holidays} onRuns={setHolidays} />
      <RunRows year={year} label={t('calendar.kind.makeUp')} runs={makeUps} onRuns={setMakeUps} single />
      <Terms year={year} whole={whole} terms={terms} onTerms={setTerms} />
      <ActProblem state={state} />
      <div className="page-actions">
        <ReadyButton
          type="primary"
          htmlType="submit"
          lacks={lacks}
          loading={state.at === 'sending' || state.at === 'unsure'}
        >
          {t('frame:save')}
        </ReadyButton>
        <Button onClick={onDone}>{t('frame:cancel')}</Button>
      </div>
    </form>
  );
}

function useEntering(year: number) {
  const send = useCallback(
    (body: Body, key: string) =>
      ask(() =>
        api.PUT('/api/calendar/years/{year}', {
          params: { path: { year: String(year) }, header: { 'idempotency-key': key } },
          body,
        }),
      ),
    [year],
  );
  return useWish(send, MOVED);
}

interface TermsProps {
  readonly year: number;
  /** Nobody above says when the terms are. */
  readonly whole: boolean;
  readonly terms: readonly Run[] | null;
  readonly onTerms: (terms: readonly Run[] | null) => void;
}

function Terms({ year, whole, terms, onTerms }: TermsProps) {
  const t = useTexts('administration');
  return (
    <>
      {whole ? null : (
        <p>
          <Checkbox checked={terms === null} onChange={({ target }) => onTerms(target.checked ? null : [])}>
            {t('calendar.termsAbove')}
          </Checkbox>
        </p>
      )}
      {terms === null ? null : <RunRows year={year} label={t('calendar.terms')} runs={terms} onRuns={onTerms} />}
    </>
  );
}
