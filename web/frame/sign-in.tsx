import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { api } from './api.ts';
import { enter } from './entering.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { asProblem, problemOf } from './problem.ts';
import { ReadyButton } from './ready-button.tsx';
import { useTexts } from './words.ts';

type Step = 'password' | 'code' | 'backup';

/** Password, then the code of the second factor. `locked`: whose page stands behind it. */
export function SignIn({ locked, onLeave }: { locked?: string; onLeave?: () => void }) {
  const t = useTexts('frame');
  const [step, setStep] = useState<Step>('password');
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const go = (work: () => Promise<Step | 'in'>) => {
    setBusy(true);
    setFault(null);
    const whole = async () => {
      const next = await work();
      if (next === 'in') await enter();
      else setStep(next);
    };
    whole()
      .catch(setFault)
      .finally(() => setBusy(false));
  };
  return (
    <main className="door">
      <div className="door-card">
        <h1>{locked === undefined ? t('signIn.title') : t('signIn.locked', { name: locked })}</h1>
        <p className="quiet">{t(locked === undefined ? 'signIn.about' : 'signIn.lockedAbout')}</p>
        <ProblemAlert error={fault} />
        {step === 'password' ? (
          <Password busy={busy} onDone={(username, password) => go(() => first(username, password))} />
        ) : (
          <Code
            key={step}
            backup={step === 'backup'}
            busy={busy}
            onDone={(code) => go(() => second(code, step === 'backup'))}
            onOther={() => setStep(step === 'backup' ? 'code' : 'backup')}
          />
        )}
        <div className="door-foot">
          <LanguageSwitch />
          {onLeave === undefined ? null : (
            <Button type="link" onClick={onLeave}>
              {t('signIn.other')}
            </Button>
          )}
        </div>
      </div>
    </main>
  );
}

async function first(username: string, password: string): Promise<Step | 'in'> {
  const { data, error, response } = await api
    .POST('/api/auth/sign-in/username', { body: { username, password } })
    .catch((cause: unknown) => {
      throw asProblem(cause);
    });
  if (data === undefined) throw await problemOf(response, error);
  return data.next === 'secondFactor' ? 'code' : 'in';
}

async function second(code: string, backup: boolean): Promise<'in'> {
  const path = backup ? '/api/auth/two-factor/verify-backup-code' : '/api/auth/two-factor/verify-totp';
  const { data, error, response } = await api.POST(path, { body: { code } }).catch((cause: unknown) => {
    throw asProblem(cause);
  });
  if (data === undefined) throw await problemOf(response, error);
  return 'in';
}

function Password({ busy, onDone }: { busy: boolean; onDone: (username: string, password: string) => void }) {
  const t = useTexts('frame');
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={(given: { username: string; password: string }) => onDone(given.username.trim(), given.password)}
    >
      <Form.Item
        name="username"
        label={t('signIn.username')}
        rules={[{ required: true, min: 2, message: t('signIn.usernameMissing') }]}
      >
        <Input autoComplete="username" autoFocus autoCapitalize="none" maxLength={64} size="large" />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('signIn.password')}
        rules={[{ required: true, message: t('signIn.passwordMissing') }]}
      >
        <Input.Password autoComplete="current-password" maxLength={128} size="large" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block size="large" loading={busy}>
        {t('signIn.next')}
      </Button>
    </Form>
  );
}

interface CodeProps {
  readonly backup: boolean;
  readonly busy: boolean;
  readonly onDone: (code: string) => void;
  readonly onOther: () => void;
}

function Code({ backup, busy, onDone, onOther }: CodeProps) {
  const t = useTexts('frame');
  const [code, setCode] = useState('');
  const type = (text: string) => {
    const clean = backup ? text.trim() : text.replace(/\D/g, '').slice(0, 6);
    setCode(clean);
    if (!backup && clean.length === 6 && !busy) onDone(clean);
  };
  const label = t(backup ? 'signIn.backup' : 'signIn.code');
  return (
    <Form layout="vertical" onFinish={() => onDone(code)}>
      <Form.Item label={label} htmlFor="code" extra={t(backup ? 'signIn.backupHint' : 'signIn.codeHint')}>
        <Input
          id="code"
          value={code}
          onChange={(event) => type(event.target.value)}
          inputMode={backup ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          autoFocus
          maxLength={backup ? 32 : 9}
          size="large"
        />
      </Form.Item>
      <ReadyButton
        type="primary"
        htmlType="submit"
        block
        size="large"
        loading={busy}
        lacks={code.length < 6 ? [label] : []}
      >
        {t('signIn.enter')}
      </ReadyButton>
      <Button type="link" onClick={onOther}>
        {t(backup ? 'signIn.useCode' : 'signIn.useBackup')}
      </Button>
    </Form>
  );
}
