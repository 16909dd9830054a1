import { useCallback, useState } from 'react';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { Buttons } from './buttons.tsx';
import { MOVED } from './reading.ts';

/** Where somebody is mailed from now on. The address that stands is sealed and shown to nobody, so none is filled in. */
export function NewMail({ person, onDone }: { person: string; onDone: () => void }) {
  const t = useTexts('administration');
  const [mail, setMail] = useState('');
  const send = useCallback(
    (body: { mail: string | null }, key: string) =>
      ask(() =>
        api.PUT('/api/people/{id}/mail', {
          params: { path: { id: person }, header: { 'idempotency-key': key } },
          body,
        }),
      ),
    [person],
  );
  const { state, perform } = useWish(send, MOVED);
  const go = async () => {
    if ((await perform({ mail: mail === '' ? null : mail })) !== null) onDone();
  };
  return (
    <div className="admin-panel">
      <p>{t('account.mailAbout')}</p>
      <div className="field">
        <label htmlFor="new-mail">{t('new.mail')}</label>
        <input
          id="new-mail"
          type="email"
          autoComplete="off"
          maxLength={200}
          value={mail}
          onChange={({ target }) => setMail(target.value.trim())}
        />
      </div>
      <ActProblem state={state} />
      <Buttons
        text={t(mail === '' ? 'account.noMail' : 'account.do.mail')}
        danger={mail === ''}
        busy={state.at === 'sending' || state.at === 'unsure'}
        onDone={onDone}
        onGo={() => void go()}
      />
    </div>
  );
}
