import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback, useId, useState } from 'react';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { LeavingPreview } from './leaving.tsx';
import { MOVED, type Office, type Person } from './reading.ts';

interface Props {
  readonly person: Person;
  readonly office: Office;
  readonly onDone: () => void;
}

/** Ends an office, now or after a last day, once one has seen what passes to whom. */
export function EndOffice({ person: { person, displayName }, office, onDone }: Props) {
  const t = useTexts('administration');
  const id = useId();
  const [until, setUntil] = useState('');
  const body = { until: until === '' ? null : until };
  const path = { id: person, appointment: office.id };
  const preview = useQuery({
    queryKey: ['leaving', office.id, until],
    queryFn: () =>
      ask(() => api.POST('/api/people/{id}/appointments/{appointment}/end/preview', { params: { path }, body })),
    staleTime: 0,
    retry: false,
  });
  const send = useCallback(
    (wish: { until: string | null }, key: string) =>
      ask(() =>
        api.POST('/api/people/{id}/appointments/{appointment}/end', {
          params: { path: { id: person, appointment: office.id }, header: { 'idempotency-key': key } },
          body: wish,
        }),
      ),
    [person, office.id],
  );
  const { state, perform } = useWish(send, MOVED);
  const end = async () => {
    if ((await perform(body)) !== null) onDone();
  };
  return (
    <div className="admin-panel" role="group" aria-label={t('person.end')}>
      <div className="field">
        <label htmlFor={`${id}until`}>{t('leaving.until')}</label>
        <input id={`${id}until`} type="date" value={until} onChange={({ target }) => setUntil(target.value)} />
        <p className="quiet field-hint">{t('leaving.untilHint')}</p>
      </div>
      {preview.isFetching ? <Waiting /> : <ProblemAlert error={preview.error} />}
      {preview.data === undefined ? null : <LeavingPreview leaving={preview.data} name={displayName} />}
      <ActProblem state={state} />
      <div className="page-actions">
        <Button
          danger
          type="primary"
          disabled={!preview.isSuccess || preview.isFetching}
          loading={state.at === 'sending' || state.at === 'unsure'}
          onClick={() => void end()}
        >
          {t(until === '' ? 'leaving.endNow' : 'leaving.endThen')}
        </Button>
        <Button onClick={onDone}>{t('frame:cancel')}</Button>
      </div>
    </div>
  );
}
