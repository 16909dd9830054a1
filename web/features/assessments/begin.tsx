import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { dayOf } from '#domain/instant';
import type { Assessed } from '#programme/assessment/indicator';
import { schoolYearOf } from '#programme/period';
import { api, ask } from '#web/frame/api.ts';
import { now } from '#web/frame/clock.ts';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { PlaceInput, usePlaceNames } from '#web/parts/place-input.tsx';
import { Drafted } from './drafted.tsx';
import { assessable } from './permitted.ts';
import { inForce, type Subject, useSets } from './reading.ts';
import '#web/parts/programme.css';

interface Inputs {
  readonly assesses: Assessed;
  readonly org: string;
  readonly person?: string;
  readonly set?: string;
  readonly from: string;
  readonly to: string;
}

/** What is scored, as it was when it was asked for. */
interface Wanted {
  readonly subject: Subject;
  readonly person: string | undefined;
}

/** A new assessment: of whom, over which days; scored at once and kept nowhere until it is published. */
export default function Begin() {
  const t = useTexts('assessments');
  const me = useMe();
  const kinds = assessable(me);
  const [form] = Form.useForm<Inputs>();
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const today = dayOf(now());
  if (kinds.length === 0)
    return (
      <Page title={t('begin')}>
        <Empty title={t('notYours')} hint={t('notYoursHint')} />
      </Page>
    );
  return (
    <Page title={t('begin')}>
      <div className="card record-form">
        <Form<Inputs>
          form={form}
          layout="vertical"
          initialValues={{ assesses: 'school', from: `${schoolYearOf(today)}-09-01`, to: today }}
          onValuesChange={() => setWanted(null)}
          onFinish={({ person, ...subject }) => setWanted({ subject: subjectOf(subject), person })}
          scrollToFirstError
        >
          <Whom kinds={kinds} />
          <div className="filters">
            <Button type="primary" htmlType="submit">
              {t('preview')}
            </Button>
            <Button onClick={() => window.history.back()}>{t('frame:cancel')}</Button>
          </div>
        </Form>
      </div>
      {wanted === null ? null : <Drafted subject={wanted.subject} person={wanted.person} />}
    </Page>
  );
}

function subjectOf({ assesses, org, set, from, to }: Omit<Inputs, 'person'>): Subject {
  return { assesses, org, from, to, ...(set === undefined ? {} : { set }) };
}

/** The school or county, the head, the indicators where there are several, and the days. */
function Whom({ kinds }: { kinds: readonly Assessed[] }) {
  const t = useTexts('assessments');
  const form = Form.useFormInstance<Inputs>();
  const assesses = Form.useWatch('assesses', form);
  const sets = useSets();
  const needed = [{ required: true, message: t('needed') }];
  const fitting = inForce(sets.data?.items ?? []).filter((set) => set.assesses === assesses);
  return (
    <div className="form-grid">
      <Form.Item name="assesses" label={t('assesses')} className="form-wide">
        <Radio.Group
          options={kinds.map((value) => ({ value, label: t(`whom.${value}`) }))}
          onChange={() => form.resetFields(['org', 'person', 'set'])}
        />
      </Form.Item>
      <Form.Item name="org" label={t(assesses === 'county' ? 'county' : 'school')} rules={needed}>
        <PlaceInput key={assesses} kinds={[assesses === 'county' ? 'county' : 'school']} mine />
      </Form.Item>
      {assesses === 'head' ? <Head rules={needed} /> : null}
      {fitting.length > 1 ? (
        <Form.Item name="set" label={t('indicators')} rules={needed}>
          <Select
            options={fitting.map(({ code, version }) => ({ value: code, label: t('setOf', { code, version }) }))}
          />
        </Form.Item>
      ) : null}
      <Form.Item name="from" label={t('from')} rules={needed}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="to" label={t('to')} rules={needed}>
        <Input type="date" max={dayOf(now())} />
      </Form.Item>
    </div>
  );
}

/** Who heads the school now. */
function Head({ rules }: { rules: readonly { readonly required: boolean; readonly message: string }[] }) {
  const t = useTexts('assessments');
  const form = Form.useFormInstance<Inputs>();
  const org = Form.useWatch('org', form);
  const [place] = usePlaceNames(org === undefined ? [] : [org]);
  const heads = useQuery({
    queryKey: ['colleagues', 'schoolHead'],
    queryFn: () => ask(() => api.GET('/api/colleagues', { params: { query: { role: 'schoolHead' } } })),
  });
  const found = heads.data?.items.filter((each) => each.org === place?.id) ?? [];
  return (
    <Form.Item name="person" label={t('whom.head')} rules={[...rules]}>
      <Select options={found.map(({ person, displayName }) => ({ value: person, label: displayName }))} />
    </Form.Item>
  );
}
