import { Button, Checkbox, Form, Input, QRCode, Typography } from 'antd';
import { useState } from 'react';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { api } from './api.ts';
import { enter, leave } from './entering.ts';
import { OwnPassword } from './own-password.tsx';
import { asProblem, problemOf } from './problem.ts';
import { ReadyButton } from './ready-button.tsx';
import { useSession } from './session.ts';
import { useTexts } from './words.ts';

interface Given {
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

/** The first time: a password of one's own in the place of the given one, then the second factor: picture for the authenticator app, spare codes, proof. */
export default function Enrol() {
  const t = useTexts('frame');
  const state = useSession();
  const [given, setGiven] = useState<Given | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const go = (work: () => Promise<void>) => {
    setBusy(true);
    setFault(null);
    work()
      .catch(setFault)
      .finally(() => setBusy(false));
  };
  const own = state.at === 'enrol' && state.me.firstPassword && given === null;
  const changed = (old: string, next: string, secondFactor: boolean) =>
    go(async () => {
      await changePassword(old, next);
      await enter();
      if (!secondFactor) setGiven(await enable(next));
    });
  return (
    <main className="door">
      <div className="door-card door-wide">
        <h1>{t(own ? 'enrol.ownTitle' : 'enrol.title')}</h1>
        <p className="quiet">{t(own ? 'enrol.ownAbout' : 'enrol.about')}</p>
        <ProblemAlert error={fault} />
        {own ? (
          <OwnPassword busy={busy} onDone={(old, next) => changed(old, next, state.me.secondFactor)} />
        ) : given === null ? (
          <Ask busy={busy} onDone={(password) => go(async () => setGiven(await enable(password)))} />
        ) : (
          <Prove given={given} busy={busy} onDone={(code) => go(() => prove(code))} />
        )}
        <Button type="link" onClick={() => void leave()}>
          {t('signOut')}
        </Button>
      </div>
    </main>
  );
}

async function enable(password: string): Promise<Given> {
  const { data, error, response } = await api
    .POST('/api/auth/two-factor/enable', { body: { password } })
    .catch((cause: unknown) => {
      throw asProblem(cause);
    });
  if (data === undefined) throw await problemOf(response, error);
  return data;
}

async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  const { data, error, response } = await api
    .POST('/api/auth/change-password', { body: { currentPassword, newPassword } })
    .catch((cause: unknown) => {
      throw asProblem(cause);
    });
  if (data === undefined) throw await problemOf(response, error);
}

async function prove(code: string): Promise<void> {
  const { data, error, response } = await api
    .POST('/api/auth/two-factor/verify-totp', { body: { code } })
    .catch((cause: unknown) => {
      throw asProblem(cause);
    });
  if (data === undefined) throw await problemOf(response, error);
  await enter();
}

function Ask({ busy, onDone }: { busy: boolean; onDone: (password: string) => void }) {
  const t = useTexts('frame');
  return (
    <Form layout="vertical" requiredMark={false} onFinish={({ password }: { password: string }) => onDone(password)}>
      <Form.Item
        name="password"
        label={t('enrol.password')}
        rules={[{ required: true, message: t('signIn.passwordMissing') }]}
      >
        <Input.Password autoComplete="current-password" autoFocus maxLength={128} size="large" />
      </Form.Item>
      <Button type="primary" htmlType="submit" size="large" loading={busy} block>
        {t('enrol.begin')}
      </Button>
    </Form>
  );
}

function Prove({ given, busy, onDone }: { given: Given; busy: boolean; onDone: (code: string) => void }) {
  const t = useTexts('frame');
  const [kept, setKept] = useState(false);
  const [code, setCode] = useState('');
  const lacks = [...(kept ? [] : [t('enrol.kept')]), ...(code.length < 6 ? [t('signIn.code')] : [])];
  const secret = new URL(given.totpURI).searchParams.get('secret') ?? '';
  return (
    <Form layout="vertical" onFinish={() => onDone(code)}>
      <ol className="enrol-steps">
        <li>
          {t('enrol.scan')}
          <QRCode type="svg" value={given.totpURI} size={200} bgColor="#ffffff" color="#000000" bordered={false} />
          <Typography.Text copyable={{ text: secret, tooltips: [t('copy'), t('copied')] }}>
            {t('enrol.secret')} <code className="secret">{secret}</code>
          </Typography.Text>
        </li>
        <li>
          {t('enrol.backup')}
          <ul className="backup-codes">
            {given.backupCodes.map((each) => (
              <li key={each}>
                <code>{each}</code>
              </li>
            ))}
          </ul>
          <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
            {t('enrol.kept')}
          </Checkbox>
        </li>
        <li>
          <Form.Item label={t('signIn.code')} htmlFor="enrol-code">
            <Input
              id="enrol-code"
              value={code}
              onChange={(event) => setCode(event.target.value.replace(/\D/g, '').slice(0, 6))}
              inputMode="numeric"
              autoComplete="one-time-code"
              size="large"
            />
          </Form.Item>
        </li>
      </ol>
      <ReadyButton type="primary" htmlType="submit" size="large" block loading={busy} lacks={lacks}>
        {t('enrol.finish')}
      </ReadyButton>
    </Form>
  );
}
