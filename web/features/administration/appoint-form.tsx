import { Button } from 'antd';
import { type FormEvent, useCallback, useState } from 'react';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { NO_OFFICE, type OfficeDraft, OfficeFields, officeLacks, officeOf } from './office-fields.tsx';
import { MOVED, type OfficeBody, type Person } from './reading.ts';

/** One more office for somebody who is here already. */
export function AppointForm({ person: { person, side }, onDone }: { person: Person; onDone: () => void }) {
  const t = useTexts('administration');
  const [draft, setDraft] = useState<OfficeDraft>(NO_OFFICE);
  const send = useCallback(
    (body: OfficeBody, key: string) =>
      ask(() =>
        api.POST('/api/people/{id}/appointments', {
          params: { path: { id: person }, header: { 'idempotency-key': key } },
          body,
        }),
      ),
    [person],
  );
  const { state, perform } = useWish(send, MOVED);
  const office = officeOf(draft);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (office !== null && (await perform(office)) !== null) onDone();
  };
  return (
    <form className="admin-panel" onSubmit={(event) => void submit(event)}>
      <h3>{t('person.appoint')}</h3>
      <OfficeFields side={side === 'health' ? 'health' : 'education'} value={draft} onChange={setDraft} />
      <ActProblem state={state} />
      <div className="page-actions">
        <ReadyButton
          type="primary"
          htmlType="submit"
          lacks={officeLacks(draft, t)}
          loading={state.at === 'sending' || state.at === 'unsure'}
        >
          {t('person.appoint')}
        </ReadyButton>
        <Button onClick={onDone}>{t('frame:cancel')}</Button>
      </div>
    </form>
  );
}
