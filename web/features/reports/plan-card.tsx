import { Button, Form, Modal } from 'antd';
import { useState } from 'react';
import { useTexts } from '#web/frame/words.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { PlanFields, type PlanInputs, planInputs, planOf, useTopics } from './plan-fields.tsx';
import { actsOn, type ReplyPlan, type Report, useReportAct } from './reading.ts';

/** Of a reply: which proposal, what was asked, and which of it is still open. */
export function PlanCard({ report }: { report: Report }) {
  const t = useTexts('reports');
  const topics = new Map(useTopics().map(({ value, label }) => [value, label]));
  const [open, setOpen] = useState(false);
  if (report.kind !== 'proposalReply' || report.plan === null) return null;
  const plan = report.plan as ReplyPlan; // as the API keeps it
  const named = (codes: readonly string[] = []) => codes.map((code) => topics.get(code) ?? code).join(t('frame:comma'));
  const answered = (number: number) =>
    !report.blocks.some(({ id, open: lacks }) => lacks !== null && id.startsWith(`question-${number}-`));
  return (
    <section className="card">
      <h2>{t('plan.card')}</h2>
      <p>{`${plan.proposal.meeting} ${t('plan.numbered', { number: plan.proposal.number })}：${plan.proposal.title}`}</p>
      <p className="quiet">{named(plan.topics)}</p>
      <ul className="task-list">
        {(plan.questions ?? []).map(({ number, text, topics: of }) => (
          <li key={number}>
            <strong>{t('plan.question', { number })}</strong>
            <span>{text}</span>
            <StatusTag kind={answered(number) ? 'good' : 'wait'}>
              {t(answered(number) ? 'plan.answered' : 'plan.open')}
            </StatusTag>
            <span className="quiet">{named(of)}</span>
          </li>
        ))}
      </ul>
      {report.state === 'draft' && report.may.write ? (
        <Button onClick={() => setOpen(true)}>{t('plan.change')}</Button>
      ) : null}
      {open ? <PlanModal report={report} plan={plan} onClose={() => setOpen(false)} /> : null}
    </section>
  );
}

function PlanModal({ report, plan, onClose }: { report: Report; plan: ReplyPlan; onClose: () => void }) {
  const t = useTexts('reports');
  const [form] = Form.useForm<PlanInputs>();
  const { state, perform } = useReportAct();
  const save = async (inputs: PlanInputs) => {
    if ((await perform(actsOn(report).plan(planOf(inputs)))) !== null) onClose();
  };
  return (
    <Modal
      open
      width={860}
      title={t('plan.change')}
      okText={t('frame:save')}
      cancelText={t('frame:cancel')}
      okButtonProps={{ loading: state.at === 'sending' }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="quiet">{t('plan.changeHint')}</p>
      <Form<PlanInputs>
        form={form}
        layout="vertical"
        initialValues={planInputs(plan)}
        onFinish={(inputs) => void save(inputs)}
      >
        <PlanFields />
      </Form>
      {state.at === 'refused' ? <ProblemAlert error={state.problem} /> : null}
    </Modal>
  );
}
