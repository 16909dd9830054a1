import { useNavigate, useParams } from '@tanstack/react-router';
import { App, Button, Input, Modal } from 'antd';
import { useCallback, useState } from 'react';
import type { Role } from '#domain/role';
import { roleWords } from '#domain/timeline/people';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { fullText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { type KindCode, type RecordKind, useKinds, useTitle } from '#web/parts/record-kinds.ts';
import { RecordState } from '#web/parts/record-row.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Owed } from './owed.tsx';
import { type FullRecord, MOVES, useNames, useRecord } from './reading.ts';
import { Values } from './values.tsx';
import { Versions } from './versions.tsx';
import '#web/parts/programme.css';

/** One record: what it says, what is owed because of it, how it came to be what it is. */
export default function RecordPage() {
  const { kind: code = '', id = '' } = useParams({ strict: false }) as { kind?: string; id?: string };
  const kinds = useKinds();
  const record = useRecord(code as KindCode, id); // the API refuses what is no kind
  const kind = kinds.data?.find((each) => each.kind === code);
  if (record.isError) return <ProblemAlert error={record.error} onAgain={() => void record.refetch()} />;
  if (kind === undefined || record.data === undefined) return <Waiting />;
  return <Shown kind={kind} record={record.data} />;
}

function Shown({ kind, record }: { kind: RecordKind; record: FullRecord }) {
  const t = useTexts('records');
  const say = useSay();
  const title = useTitle();
  const name = useNames([record.recordedBy, ...(record.approvedBy === null ? [] : [record.approvedBy])]);
  const approvers = record.approvers.map((role) => say(roleWords[role as Role])).join(t('frame:comma'));
  return (
    <Page
      title={`${say(kind.name)} · ${title(kind, record.values)}`}
      beside={<RecordState state={record.state} />}
      actions={<Acts kind={kind.kind} record={record} />}
    >
      <div className="record-page">
        <section className="card">
          <Values kind={kind} values={record.values} orgName={record.orgName} />
        </section>
        <div className="beside-cards">
          <section className="card">
            <h2>{t('approval')}</h2>
            <p>{t('recordedBy', { name: name(record.recordedBy), at: fullText(record.recordedAt) })}</p>
            {record.approvedAt === null ? (
              <p className="quiet">{t('approvers', { who: approvers })}</p>
            ) : (
              <p>{t('approvedBy', { name: name(record.approvedBy ?? ''), at: fullText(record.approvedAt) })}</p>
            )}
          </section>
          <Owed kind={kind.kind} record={record} />
          <Versions kind={kind} id={record.id} />
        </div>
      </div>
    </Page>
  );
}

type Wished = { readonly act: 'approve' } | { readonly act: 'withdraw'; readonly why: string };

function Acts({ kind, record }: { kind: KindCode; record: FullRecord }) {
  const t = useTexts('records');
  const go = useNavigate();
  const { message } = App.useApp();
  const [why, setWhy] = useState<string | null>(null);
  const { id, version: against } = record;
  const send = useCallback(
    (wished: Wished, key: string) => {
      const params = { path: { kind, id }, header: { 'idempotency-key': key } };
      return wished.act === 'approve'
        ? ask(() => api.POST('/api/records/{kind}/{id}/approve', { params, body: { against } }))
        : ask(() => api.POST('/api/records/{kind}/{id}/withdraw', { params, body: { against, why: wished.why } }));
    },
    [kind, id, against],
  );
  const { state, perform } = useWish(send, MOVES);
  const act = async (wished: Wished) => {
    if ((await perform(wished)) === null) return;
    setWhy(null);
    void message.success(t(`done.${wished.act}`));
  };
  const busy = state.at === 'sending' || state.at === 'unsure';
  return (
    <>
      {state.at === 'refused' && why === null ? <ProblemAlert error={state.problem} /> : null}
      {record.may.approve ? (
        <Button type="primary" loading={busy} onClick={() => void act({ act: 'approve' })}>
          {t('approve')}
        </Button>
      ) : null}
      {record.may.record ? (
        <>
          <Button onClick={() => void go({ to: `/records/${kind}/${id}/change` })}>{t('change')}</Button>
          <Button danger onClick={() => setWhy('')}>
            {t('withdraw')}
          </Button>
        </>
      ) : null}
      <Modal
        open={why !== null}
        title={t('withdrawTitle')}
        okText={t('withdraw')}
        cancelText={t('frame:cancel')}
        okButtonProps={{ danger: true, loading: busy, disabled: (why ?? '').trim().length < 4 }}
        onOk={() => void act({ act: 'withdraw', why: (why ?? '').trim() })}
        onCancel={() => setWhy(null)}
      >
        <p>{t('withdrawHint')}</p>
        <Input.TextArea
          aria-label={t('why')}
          placeholder={t('whyHint')}
          value={why ?? ''}
          maxLength={400}
          onChange={({ target }) => setWhy(target.value)}
        />
        {state.at === 'refused' ? <ProblemAlert error={state.problem} /> : null}
      </Modal>
    </>
  );
}
