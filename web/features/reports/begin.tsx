import { useQuery } from '@tanstack/react-query';
import { useBlocker, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { dayOf } from '#domain/instant';
import { schoolYear, schoolYearOf } from '#programme/period';
import { api, ask } from '#web/frame/api.ts';
import { now } from '#web/frame/clock.ts';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { Page } from '#web/parts/page.tsx';
import { PlaceInput } from '#web/parts/place-input.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { FormFields, type FormInputs, formOf } from './form-fields.tsx';
import { PlanFields, type PlanInputs, planOf } from './plan-fields.tsx';
import { useReportAct } from './reading.ts';
import '#web/parts/programme.css';

interface Inputs extends FormInputs, PlanInputs {
  readonly kind: 'annual' | 'proposalReply';
  readonly org: string;
  readonly from: string;
  readonly to: string;
  readonly dueOn: string;
  readonly language: 'zh-CN' | 'en';
}

/** A new report: of whom, over which days, until when; everything else is drawn from the records and can be written around. */
export default function Begin() {
  const me = useMe();
  const own = useQuery({
    queryKey: ['places', 'own', me.acting.org],
    queryFn: () => ask(() => api.GET('/api/organisations/{id}', { params: { path: { id: me.acting.org } } })),
  });
  if (own.isError) return <ProblemAlert error={own.error} onAgain={() => void own.refetch()} />;
  return own.data === undefined ? <Waiting /> : <BeginForm own={own.data.code} />;
}

function BeginForm({ own }: { own: string }) {
  const t = useTexts('reports');
  const go = useNavigate();
  const [form] = Form.useForm<Inputs>();
  const [dirty, setDirty] = useState(false);
  const { state, perform } = useReportAct();
  const reply = Form.useWatch('kind', form) === 'proposalReply';
  useBlocker({ shouldBlockFn: () => dirty && !window.confirm(t('leave')), enableBeforeUnload: dirty });
  const begin = async (inputs: Inputs) => {
    const begun = await perform((key) =>
      ask(() => api.POST('/api/reports', { params: { header: { 'idempotency-key': key } }, body: bodyOf(inputs) })),
    );
    if (begun === null) return;
    setDirty(false);
    void go({ to: `/reports/${begun.id}`, replace: true, ignoreBlocker: true });
  };
  const today = dayOf(now());
  const initial: Partial<Inputs> = {
    kind: 'annual',
    org: own,
    from: `${today.slice(0, 4)}-01-01`,
    to: `${today.slice(0, 4)}-12-31`,
    language: 'zh-CN',
  };
  return (
    <Page title={t('begin')}>
      <div className="card record-form">
        <Form<Inputs>
          form={form}
          layout="vertical"
          initialValues={initial}
          onValuesChange={() => setDirty(true)}
          onFinish={(inputs) => void begin(inputs)}
          scrollToFirstError
        >
          <Scope onPeriod={(period) => form.setFieldsValue(period)} />
          {reply ? (
            <>
              <h2>{t('plan.card')}</h2>
              <PlanFields />
            </>
          ) : null}
          <h2>{t('form')}</h2>
          <p className="quiet">{t('formLater')}</p>
          <FormFields reply={reply} />
          {state.at === 'refused' || state.at === 'unsure' ? <ProblemAlert error={state.problem} /> : null}
          <div className="filters">
            <Button type="primary" htmlType="submit" loading={state.at === 'sending' || state.at === 'unsure'}>
              {t('draw')}
            </Button>
            <Button onClick={() => window.history.back()}>{t('frame:cancel')}</Button>
          </div>
        </Form>
      </div>
    </Page>
  );
}

function Scope({ onPeriod }: { onPeriod: (period: { readonly from: string; readonly to: string }) => void }) {
  const t = useTexts('reports');
  const me = useMe();
  const needed = [{ required: true, message: t('needed') }];
  const today = dayOf(now());
  const [year, learning] = [Number(today.slice(0, 4)), schoolYearOf(today)];
  const periods = [
    { label: t('year', { year }), period: { from: `${year}-01-01`, to: `${year}-12-31` } },
    { label: t('firstHalf', { year }), period: { from: `${year}-01-01`, to: `${year}-06-30` } },
    { label: t('schoolYear', { from: learning - 1, to: learning }), period: schoolYear(learning - 1) },
  ];
  return (
    <div className="form-grid">
      <Form.Item name="kind" label={t('kind.label')} className="form-wide">
        <Radio.Group
          options={(['annual', 'proposalReply'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="org" label={t('org')} rules={needed} hidden={me.acting.orgKind === 'school'}>
        <PlaceInput kinds={['school', 'county', 'city']} mine />
      </Form.Item>
      <Form.Item name="language" label={t('language')}>
        <Select
          options={[
            { value: 'zh-CN', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </Form.Item>
      <Form.Item name="from" label={t('from')} rules={needed}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="to" label={t('to')} rules={needed}>
        <Input type="date" />
      </Form.Item>
      <div className="form-wide filters">
        {periods.map(({ label, period }) => (
          <Button key={label} size="small" onClick={() => onPeriod(period)}>
            {label}
          </Button>
        ))}
      </div>
      <Form.Item name="dueOn" label={t('due')} rules={needed}>
        <Input type="date" />
      </Form.Item>
    </div>
  );
}

function bodyOf(inputs: Inputs) {
  const { kind, org, from, to, dueOn, language, addressed = [] } = inputs;
  const reply = kind === 'proposalReply';
  const common = { org, from, to, dueOn, language, addressed: [...addressed], form: formOf(inputs, reply) };
  return reply ? { kind, plan: planOf(inputs), ...common } : { kind, ...common };
}
