import { Link, useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { useRef, useState } from 'react';
import { api, ask } from '#web/frame/api.ts';
import { asProblem } from '#web/frame/problem.ts';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useSay, useTexts } from '#web/frame/words.ts';
import { download } from '#web/parts/download.ts';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { type KindCode, useKinds } from '#web/parts/record-kinds.ts';
import '#web/parts/programme.css';

/** A file to bring in; how it goes stands among one's tasks. */
export default function Imports() {
  const t = useTexts('imports');
  return (
    <Page title={t('title')}>
      <Bring />
      <Link to="/jobs">{t('jobs')}</Link>
    </Page>
  );
}

/** Three steps: a kind, its template, the filled-in file. */
function Bring() {
  const t = useTexts('imports');
  const say = useSay();
  const go = useNavigate();
  const kinds = useKinds();
  const [kind, setKind] = useState<KindCode | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    await work().catch(setProblem);
    setBusy(false);
  };
  const send = async (file: File, of: KindCode) => {
    const { id } = await upload(file, of);
    void go({ to: `/imports/${id}` });
  };
  const options = kinds.data
    ?.filter(({ may }) => may.record)
    .map((each) => ({ value: each.kind, label: say(each.name) }));
  return (
    <section className="card">
      <h2>{t('bring')}</h2>
      <p className="quiet">{t('how')}</p>
      <div className="filters">
        <Select
          aria-label={t('kind')}
          placeholder={t('kind')}
          showSearch={{ optionFilterProp: 'label' }}
          loading={kinds.isPending}
          value={kind}
          onChange={setKind}
          options={options ?? []}
        />
        <ReadyButton
          lacks={kind === null ? [t('kind')] : []}
          onClick={() => void attempt(() => download(`/api/records/${kind ?? ''}/template.xlsx`, `${kind ?? ''}.xlsx`))}
        >
          {t('template')}
        </ReadyButton>
        <Upload busy={busy} of={kind} onFile={(file, of) => void attempt(() => send(file, of))} />
      </div>
      <ProblemAlert error={problem} />
      <WhatItLacks problem={problem} />
    </section>
  );
}

/** Why a file as a whole could not be taken, and what to do about it. */
function WhatItLacks({ problem }: { problem: unknown }) {
  const t = useTexts('imports');
  if (problem === null) return null;
  const { code, facts } = asProblem(problem);
  if (code !== 'fileUnreadable') return null;
  const columns = Array.isArray(facts['columns']) ? facts['columns'].join('、') : ''; // as the API says it
  return (
    <p role="status">
      {t(`unreadable.${String(facts['fault'])}`, { columns, defaultValue: '' })} {t('unreadable.mend')}
    </p>
  );
}

function Upload(props: { busy: boolean; of: KindCode | null; onFile: (file: File, of: KindCode) => void }) {
  const { busy, of, onFile } = props;
  const t = useTexts('imports');
  const box = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={box}
        type="file"
        hidden
        aria-label={t('file')}
        accept=".xlsx,.csv"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined && of !== null) onFile(file, of);
          target.value = '';
        }}
      />
      <ReadyButton
        type="primary"
        loading={busy}
        lacks={of === null ? [t('kind')] : []}
        onClick={() => box.current?.click()}
      >
        {t('upload')}
      </ReadyButton>
    </>
  );
}

function upload(file: File, kind: KindCode) {
  const form = new FormData();
  form.append('file', file);
  return ask(() =>
    api.POST('/api/records/{kind}/imports', {
      params: { path: { kind } },
      // The description has no body for files; the browser writes the form.
      body: form as never,
      bodySerializer: (body: unknown) => body as FormData,
    }),
  );
}
