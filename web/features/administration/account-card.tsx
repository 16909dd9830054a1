import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Buttons } from './buttons.tsx';
import { GivenKey } from './given-key.tsx';
import { LeavingPreview } from './leaving.tsx';
import { NewMail } from './new-mail.tsx';
import { type Given, MOVED, type Person, useKeeping } from './reading.ts';

type Doing = 'password' | 'mail' | 'factor' | 'close' | 'open';

/** How somebody signs in, and what an administrator can do about it: each does a part, neither the whole. */
export function AccountCard({ person }: { person: Person }) {
  const t = useTexts('administration');
  const keeping = useKeeping();
  const [doing, setDoing] = useState<Doing | null>(null);
  const done = () => setDoing(null);
  const { account, closedAt } = person;
  const offered: readonly (Doing | null)[] = [
    keeping.people && closedAt === null ? 'password' : null,
    keeping.people && closedAt === null ? 'mail' : null,
    keeping.factors && account?.secondFactor === true ? 'factor' : null,
    closedAt === null ? 'close' : null,
    keeping.factors && closedAt !== null ? 'open' : null,
  ];
  return (
    <section className="card">
      <h2>{t('account.title')}</h2>
      <p>
        {account === null ? t('account.noneHint') : t('account.username', { name: account.username })}{' '}
        <span className="quiet">{t(keeping.people ? 'account.systemHint' : 'account.securityHint')}</span>
      </p>
      {doing === null ? (
        <div className="page-actions">
          {offered.map((each) =>
            each === null ? null : (
              <Button key={each} danger={each === 'close'} onClick={() => setDoing(each)}>
                {t(`account.do.${each === 'close' && account === null ? 'uncall' : each}`)}
              </Button>
            ),
          )}
        </div>
      ) : null}
      {doing === 'password' ? <NewPassword person={person} onDone={done} /> : null}
      {doing === 'mail' ? <NewMail person={person.person} onDone={done} /> : null}
      {doing === 'close' ? <Close person={person} onDone={done} /> : null}
      {doing === 'factor' || doing === 'open' ? <Confirm person={person} what={doing} onDone={done} /> : null}
    </section>
  );
}

interface Props {
  readonly person: Person;
  readonly onDone: () => void;
}

function NewPassword({ person: { person, account }, onDone }: Props) {
  const t = useTexts('administration');
  const [username, setUsername] = useState('');
  const [given, setGiven] = useState<Given | null>(null);
  const send = useCallback(
    (body: { username?: string }, key: string) =>
      ask(() =>
        api.POST('/api/people/{id}/passwords', {
          params: { path: { id: person }, header: { 'idempotency-key': key } },
          body,
        }),
      ),
    [person],
  );
  const { state, perform } = useWish(send, MOVED);
  if (given !== null)
    return (
      <>
        <GivenKey given={given} />
        <Button onClick={onDone}>{t('account.noted')}</Button>
      </>
    );
  return (
    <div className="admin-panel">
      <p>{t('account.passwordAbout')}</p>
      {account === null ? (
        <div className="field">
          <label htmlFor="new-username">{t('new.username')}</label>
          <input
            id="new-username"
            maxLength={64}
            autoCapitalize="none"
            value={username}
            onChange={({ target }) => setUsername(target.value.trim())}
          />
        </div>
      ) : null}
      <ActProblem state={state} />
      <Buttons
        text={t('account.do.password')}
        busy={state.at === 'sending' || state.at === 'unsure'}
        lacks={account === null && username === '' ? [t('new.username')] : []}
        onDone={onDone}
        onGo={() => void perform(account === null ? { username } : {}).then((answer) => setGiven(answer))}
      />
    </div>
  );
}

function Close({ person: { person, displayName, account }, onDone }: Props) {
  const t = useTexts('administration');
  const preview = useQuery({
    queryKey: ['leaving', 'account', person],
    queryFn: () =>
      ask(() => api.POST('/api/people/{id}/close/preview', { params: { path: { id: person } }, body: {} })),
    staleTime: 0,
    retry: false,
  });
  return (
    <div className="admin-panel">
      <p>{t(account === null ? 'account.uncallAbout' : 'account.closeAbout')}</p>
      {preview.isFetching ? <Waiting /> : <ProblemAlert error={preview.error} />}
      {preview.data === undefined ? null : <LeavingPreview leaving={preview.data} name={displayName} />}
      <Act person={person} what="close" ready={preview.isSuccess && !preview.isFetching} onDone={onDone} />
    </div>
  );
}

function Confirm({ person: { person }, what, onDone }: Props & { what: 'factor' | 'open' }) {
  const t = useTexts('administration');
  return (
    <div className="admin-panel">
      <p>{t(`account.${what}About`)}</p>
      <Act person={person} what={what} ready onDone={onDone} />
    </div>
  );
}

const PATHS = {
  close: '/api/people/{id}/close',
  open: '/api/people/{id}/open',
  factor: '/api/people/{id}/second-factor/take',
} as const;

interface ActProps {
  readonly person: string;
  readonly what: keyof typeof PATHS;
  readonly ready: boolean;
  readonly onDone: () => void;
}

function Act({ person, what, ready, onDone }: ActProps) {
  const t = useTexts('administration');
  const send = useCallback(
    (body: Record<string, never>, key: string) =>
      ask(() => api.POST(PATHS[what], { params: { path: { id: person }, header: { 'idempotency-key': key } }, body })),
    [person, what],
  );
  const { state, perform } = useWish(send, MOVED);
  const go = async () => {
    if ((await perform({})) !== null) onDone();
  };
  return (
    <>
      <ActProblem state={state} />
      <Buttons
        text={t(`account.do.${what}`)}
        danger={what !== 'open'}
        busy={state.at === 'sending' || state.at === 'unsure'}
        disabled={!ready}
        onDone={onDone}
        onGo={() => void go()}
      />
    </>
  );
}
