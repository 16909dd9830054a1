import { Button, Form, Modal } from 'antd';
import { useState } from 'react';
import type { ReportForm } from '#programme/report/form';
import { useTexts } from '#web/frame/words.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { FormFields, type FormInputs, formOf, inputsOf } from './form-fields.tsx';
import { actsOn, type Report, useReportAct } from './reading.ts';

/** What stands around the text, and to whom it is shown once it is frozen. */
export function FormCard({ report }: { report: Report }) {
  const t = useTexts('reports');
  const [open, setOpen] = useState(false);
  const { addressees, word, contact, copies, office, marks } = report.form as ReportForm; // as the API keeps it
  const shown: Readonly<Record<string, string>> = {
    addressees: addressees.join(t('frame:comma')),
    number: word,
    contact: contact === null ? '' : `${contact.name} ${contact.phone}`,
    copies: copies.map(({ to, count }) => (count === undefined ? to : `${to} ${count}`)).join(t('frame:comma')),
    printed: office ?? '',
    ...(report.kind === 'proposalReply' ? { marks: marks?.result ?? '' } : {}),
    addressed: report.addressed.join(t('frame:comma')),
  };
  return (
    <section className="card">
      <h2>{t('form')}</h2>
      <dl className="values">
        {Object.entries(shown).flatMap(([part, value]) => [
          <dt key={`${part} label`}>{t(`part.${part}`)}</dt>,
          <dd key={part}>{value === '' ? '—' : value}</dd>,
        ])}
      </dl>
      {report.state === 'draft' && report.may.write ? (
        <Button onClick={() => setOpen(true)}>{t('changeForm')}</Button>
      ) : null}
      {open ? <FormModal report={report} onClose={() => setOpen(false)} /> : null}
    </section>
  );
}

function FormModal({ report, onClose }: { report: Report; onClose: () => void }) {
  const t = useTexts('reports');
  const [form] = Form.useForm<FormInputs>();
  const { state, perform } = useReportAct();
  const reply = report.kind === 'proposalReply';
  const save = async (inputs: FormInputs) => {
    const body = { addressed: [...(inputs.addressed ?? [])], form: formOf(inputs, reply) };
    if ((await perform(actsOn(report).form(body))) !== null) onClose();
  };
  return (
    <Modal
      open
      width={860}
      title={t('changeForm')}
      okText={t('frame:save')}
      cancelText={t('frame:cancel')}
      okButtonProps={{ loading: state.at === 'sending' }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<FormInputs>
        form={form}
        layout="vertical"
        initialValues={inputsOf(report.form as ReportForm, report.addressed)}
        onFinish={(inputs) => void save(inputs)}
      >
        <FormFields reply={reply} />
      </Form>
      {state.at === 'refused' ? <ProblemAlert error={state.problem} /> : null}
    </Modal>
  );
}
