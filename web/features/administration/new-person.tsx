import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import type { paths } from '#api/openapi';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { Page } from '#web/parts/page.tsx';
import { GivenKey } from './given-key.tsx';
import { NO_OFFICE, type OfficeDraft, OfficeFields, officeLacks, officeOf } from './office-fields.tsx';
import { type Given, MOVED } from './reading.ts';
import './administration.css';

type Body = paths['/api/people']['post']['requestBody']['content']['application/json'];

const SIDES = ['education', 'health'] as const;
const USERNAME = '[A-Za-z0-9][A-Za-z0-9_.\\-]+';

/** Somebody new: name, user name, first office; the first password is shown once. */
export default function NewPerson() {
  const t = useTexts('administration');
  const [given, setGiven] = useState<Given | null>(null);
  return (
    <Page title={t('new.title')}>
      {given === null ? (
        <NewForm onGiven={setGiven} />
      ) : (
        <div className="card admin-form">
          <GivenKey given={given} />
          <p className="page-actions">
            <Link to="/people/$id" params={{ id: given.person }}>
              {t('new.open')}
            </Link>
            <Button onClick={() => setGiven(null)}>{t('new.another')}</Button>
          </p>
        </div>
      )}
    </Page>
  );
}

function send(body: Body, key: string): Promise<Given> {
  return ask(() => api.POST('/api/people', { params: { header: { 'idempotency-key': key } }, body }));
}

function NewForm({ onGiven }: { onGiven: (given: Given) => void }) {
  const t = useTexts('administration');
  const [typed, setTyped] = useState({ displayName: '', username: '', mail: '' });
  const [side, setSide] = useState<(typeof SIDES)[number]>('education');
  const [draft, setDraft] = useState<OfficeDraft>(NO_OFFICE);
  const { state, perform } = useWish(send, MOVED);
  const office = officeOf(draft);
  const lacks = lacksOf(typed, draft, t);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (lacks.length > 0) return;
    const { displayName, username, mail } = typed;
    const more = { ...(mail === '' ? {} : { mail }), ...(office === null ? {} : { office }) };
    const given = await perform({ displayName: displayName.trim(), username, side, ...more });
    if (given !== null) onGiven(given);
  };
  const text = (name: keyof typeof typed, more: object) => (
    <div className="field">
      <label htmlFor={name}>{t(`new.${name}`)}</label>
      <input
        id={name}
        value={typed[name]}
        onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
        autoComplete="off"
        {...more}
      />
      <p className="quiet field-hint">{t(`new.${name}Hint`)}</p>
    </div>
  );
  return (
    <form className="card admin-form" onSubmit={(event) => void submit(event)}>
      {text('displayName', { required: true, maxLength: 40 })}
      {text('username', { required: true, maxLength: 64, pattern: USERNAME, autoCapitalize: 'none' })}
      {text('mail', { type: 'email', maxLength: 200 })}
      <SideChoice
        side={side}
        onSide={(next) => {
          setSide(next);
          setDraft(NO_OFFICE);
        }}
      />
      <h2>{t('new.office')}</h2>
      <OfficeFields side={side} value={draft} onChange={setDraft} />
      <ActProblem state={state} />
      <ReadyButton
        type="primary"
        size="large"
        htmlType="submit"
        lacks={lacks}
        loading={state.at === 'sending' || state.at === 'unsure'}
      >
        {t('new.save')}
      </ReadyButton>
    </form>
  );
}

/** What is still to be filled in; the office may be left for later. */
function lacksOf(
  typed: { readonly displayName: string; readonly username: string },
  draft: OfficeDraft,
  t: ReturnType<typeof useTexts>,
): readonly string[] {
  const names = (['displayName', 'username'] as const).filter((name) => typed[name].trim() === '');
  return [...names.map((name) => t(`new.${name}`)), ...(draft.role === '' ? [] : officeLacks(draft, t))];
}

type Side = (typeof SIDES)[number];

/** Education and health sign together: which half this person can give. */
function SideChoice({ side, onSide }: { side: Side; onSide: (next: Side) => void }) {
  const t = useTexts('administration');
  return (
    <fieldset className="field">
      <legend>{t('new.side')}</legend>
      {SIDES.map((each) => (
        <label key={each}>
          <input type="radio" name="side" checked={side === each} onChange={() => onSide(each)} />{' '}
          {t(`new.sides.${each}`)}
        </label>
      ))}
    </fieldset>
  );
}
