import { App, Button, Input, Modal } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { actsOn, type Report, type Send, useReportAct } from './reading.ts';

type Reasoned = 'giveBack' | 'correct' | 'withdraw';

/** The step that leads on from where the report stands, for whoever may take it; what needs a reason asks for it. */
export function Steps({ report }: { report: Report }) {
  const t = useTexts('reports');
  const me = useMe();
  const { message } = App.useApp();
  const { state, perform } = useReportAct();
  const [asking, setAsking] = useState<Reasoned | null>(null);
  const acts = actsOn(report);
  const busy = state.at === 'sending' || state.at === 'unsure';
  const act = async (send: Send, done: string) => {
    if ((await perform(send)) !== null) void message.success(t(done));
  };
  const { may, faults, signatures, freezing, supersededBy, state: at } = report;
  const handedIn = at === 'submitted' || at === 'signed';
  const unsigned = !signatures.some(({ person }) => person === me.person);
  const resting = freezing?.state !== 'running';
  return (
    <>
      {state.at === 'refused' && asking === null ? <ProblemAlert error={state.problem} /> : null}
      {at === 'draft' && may.write ? (
        <>
          <Button loading={busy} onClick={() => void act(acts.refresh(), 'done.refresh')}>
            {t('refresh')}
          </Button>
          <ReadyButton
            type="primary"
            loading={busy}
            lacks={faults.length > 0 ? [t('spots', { count: faults.length })] : []}
            onClick={() => void act(acts.submit(), 'done.submit')}
          >
            {t('submit')}
          </ReadyButton>
        </>
      ) : null}
      {handedIn && may.sign && resting ? (
        <>
          <Button onClick={() => setAsking('giveBack')}>{t('giveBack')}</Button>
          {unsigned ? (
            <Button
              type="primary"
              loading={busy}
              onClick={() => void act(acts.sign(), at === 'submitted' ? 'done.sign' : 'done.signLast')}
            >
              {t(at === 'submitted' ? 'signFirst' : 'signSecond')}
            </Button>
          ) : null}
        </>
      ) : null}
      {(at === 'draft' || handedIn) && may.write && resting ? (
        <Button danger onClick={() => setAsking('withdraw')}>
          {t('withdraw')}
        </Button>
      ) : null}
      {at === 'frozen' && may.write && supersededBy === null ? (
        <Button onClick={() => setAsking('correct')}>{t('correct')}</Button>
      ) : null}
      {asking === null ? null : <Asked report={report} asking={asking} onClose={() => setAsking(null)} />}
    </>
  );
}

const LEAST_REASON = 4;

function Asked({ report, asking, onClose }: { report: Report; asking: Reasoned; onClose: () => void }) {
  const t = useTexts('reports');
  const go = useNavigate();
  const { state, perform } = useReportAct();
  const [why, setWhy] = useState('');
  const [dueOn, setDueOn] = useState('');
  const acts = actsOn(report);
  const reason = why.trim();
  const lacks = asking !== 'withdraw' && (reason.length < LEAST_REASON || (asking === 'correct' && dueOn === ''));
  const send = {
    giveBack: () => acts.giveBack(reason),
    correct: () => acts.correct(reason, dueOn),
    withdraw: () => acts.withdraw(),
  }[asking];
  const ok = async () => {
    const answered = await perform(send());
    if (answered === null) return;
    onClose();
    if (asking === 'correct') void go({ to: `/reports/${answered.id}` });
  };
  return (
    <Modal
      open
      title={t(asking)}
      okText={t(asking)}
      cancelText={t('frame:cancel')}
      okButtonProps={{ danger: asking === 'withdraw', loading: state.at === 'sending', disabled: lacks }}
      onOk={() => void ok()}
      onCancel={onClose}
    >
      <p>{t(`${asking}About`)}</p>
      {asking === 'withdraw' ? null : (
        <Input.TextArea
          aria-label={t('why')}
          placeholder={t('whyHint')}
          maxLength={400}
          value={why}
          onChange={({ target }) => setWhy(target.value)}
        />
      )}
      {asking === 'correct' ? (
        <label className="field">
          {t('due')}
          <Input type="date" value={dueOn} onChange={({ target }) => setDueOn(target.value)} />
        </label>
      ) : null}
      {state.at === 'refused' ? <ProblemAlert error={state.problem} /> : null}
    </Modal>
  );
}
