import { useQuery } from '@tanstack/react-query';
import { useBlocker, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Fields } from '#programme/field';
import { ROW_WORDS, type RowFaultCode } from '#programme/fault-words';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { plain } from '#web/parts/plain.ts';
import { PlaceInput } from '#web/parts/place-input.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { type KindCode, type RecordKind, useKinds } from '#web/parts/record-kinds.ts';
import { Waiting } from '#web/parts/waiting.tsx';
import { FieldItem } from './field-input.tsx';
import { type FullRecord, MOVES, useRecord } from './reading.ts';
import '#web/parts/programme.css';

/** A form drawn from the fields of a kind: for a new record, or one to be written anew with its reason. */
export default function Write() {
  const t = useTexts('records');
  const { kind: code = '', id } = useParams({ strict: false }) as { kind?: string; id?: string };
  const me = useMe();
  const kinds = useKinds();
  const record = useRecord(code as KindCode, id); // the API refuses what is no kind
  const own = useQuery({
    queryKey: ['places', 'own', me.acting.org],
    queryFn: () => ask(() => api.GET('/api/organisations/{id}', { params: { path: { id: me.acting.org } } })),
  });
  if (record.isError) return <ProblemAlert error={record.error} onAgain={() => void record.refetch()} />;
  if (kinds.isPending || own.isPending || (id !== undefined && record.isPending)) return <Waiting />;
  const kind = kinds.data?.find((each) => each.kind === code);
  if (kind === undefined) return <Empty title={t('unknownKind')} hint={t('unknownKindHint')} />;
  return <WriteForm kind={kind} record={record.data ?? null} own={own.data?.code ?? ''} />;
}

interface Written {
  readonly org: string;
  readonly why?: string;
  readonly values: Readonly<Record<string, unknown>>;
}

function useSending(kind: KindCode, record: FullRecord | null) {
  const send = useCallback(
    ({ org, why = '', values }: Written, key: string) => {
      const header = { 'idempotency-key': key };
      if (record === null)
        return ask(() =>
          api.POST('/api/records/{kind}', { params: { path: { kind }, header }, body: { org, values } }),
        );
      const path = { kind, id: record.id };
      const body = { against: record.version, why, values };
      return ask(() => api.PUT('/api/records/{kind}/{id}', { params: { path, header }, body }));
    },
    [kind, record],
  );
  return useWish(send, MOVES);
}

function WriteForm({ kind, record, own }: { kind: RecordKind; record: FullRecord | null; own: string }) {
  const t = useTexts('records');
  const say = useSay();
  const go = useNavigate();
  const [form] = Form.useForm<Written>();
  const [dirty, setDirty] = useState(false);
  const org = Form.useWatch('org', form) ?? own;
  const { state, perform } = useSending(kind.kind, record);
  useFaults(form, state);
  useBlocker({ shouldBlockFn: () => dirty && !window.confirm(t('leave')), enableBeforeUnload: dirty });
  const keep = async (written: Written) => {
    const kept = await perform({ ...written, values: cleaned(kind.fields, written.values ?? {}) });
    if (kept === null) return;
    setDirty(false);
    void go({ to: `/records/${kind.kind}/${kept.record}`, replace: true, ignoreBlocker: true });
  };
  const initial = useStart(kind, record, own);
  const title = `${t(record === null ? 'new' : 'change')} · ${say(kind.name)}`;
  return (
    <Page title={title}>
      <div className="card record-form">
        <Form<Written>
          form={form}
          layout="vertical"
          initialValues={initial}
          onValuesChange={() => setDirty(true)}
          onFinish={(written) => void keep(written)}
          scrollToFirstError
        >
          <OrgItem fixed={record !== null} />
          <div className="form-grid">
            {Object.entries(kind.fields).map(([name, field]) => (
              <FieldItem key={name} path={['values', name]} field={field} org={org} />
            ))}
          </div>
          {record === null ? null : (
            <Form.Item
              name="why"
              label={t('why')}
              extra={t('whyHint')}
              rules={[{ required: true, message: t('whyMissing') }]}
            >
              <Input.TextArea rows={2} maxLength={400} />
            </Form.Item>
          )}
          {state.at === 'refused' || state.at === 'unsure' ? <ProblemAlert error={state.problem} /> : null}
          <div className="filters">
            <Button type="primary" htmlType="submit" loading={state.at === 'sending' || state.at === 'unsure'}>
              {t('frame:save')}
            </Button>
            <Button onClick={() => window.history.back()}>{t('frame:cancel')}</Button>
          </div>
        </Form>
      </div>
    </Page>
  );
}

/** What is in the form at first; a link from what is missing names the place and the topic. */
function useStart(kind: RecordKind, record: FullRecord | null, own: string): Written {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  if (record !== null) return { org: record.org, values: record.values };
  const topic = Object.entries(kind.fields).find(([, { as }]) => as === 'topic');
  const named = plain(search['topic']);
  const known = topic?.[1].type === 'choice' && named in topic[1].of;
  return { org: plain(search['org']) || own, values: topic !== undefined && known ? { [topic[0]]: named } : {} };
}

/** Whose record it is: a school writes for itself, offices for anybody below them; what is written stays where it is. */
function OrgItem({ fixed }: { fixed: boolean }) {
  const t = useTexts('records');
  const me = useMe();
  if (fixed || me.acting.orgKind === 'school')
    return (
      <Form.Item name="org" hidden>
        <Input />
      </Form.Item>
    );
  return (
    <Form.Item name="org" label={t('org')} required>
      <PlaceInput kinds={['school', 'county', 'city', 'centre']} mine />
    </Form.Item>
  );
}

/** Puts each fault of a refusal below the field that it points at. */
function useFaults(form: ReturnType<typeof Form.useForm<Written>>[0], state: ReturnType<typeof useSending>['state']) {
  const say = useSay();
  const pointers = state.at === 'refused' ? state.problem.pointers : null;
  const marked = useRef<typeof pointers>(null);
  useEffect(() => {
    // Once for each refusal: a fault that is being mended must not come back by itself.
    if (pointers === null || marked.current === pointers) return;
    marked.current = pointers;
    form.setFields(
      pointers.map(({ pointer, code }) => ({
        name: pointer
          .split('/')
          .slice(1)
          .map((step) => (/^\d+$/.test(step) ? Number(step) : step)) as never, // names as the form has them
        errors: [say(ROW_WORDS[code as RowFaultCode]) || code],
      })),
    );
    const [first] = pointers;
    if (first !== undefined)
      document.getElementById(first.pointer.slice(1).replaceAll('/', '_'))?.scrollIntoView({ block: 'center' });
  }, [form, pointers, say]);
}

/** What was left empty is left out; a table without lines is one without lines. */
function cleaned(fields: Fields, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(fields).map(([name, field]): readonly [string, unknown] => {
    const value = values[name];
    if (field.type === 'rows') {
      const rows = Array.isArray(value) ? value : [];
      const whole = rows.map((row) => cleaned(field.fields, (row ?? {}) as Record<string, unknown>));
      return [name, whole.length === 0 && field.optional === true ? undefined : whole];
    }
    const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
    return [name, empty ? undefined : value];
  });
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined));
}
