import { Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '#web/frame/words.ts';
import { download } from '#web/parts/download.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import type { Report } from './reading.ts';

const FORMS = { word: 'docx', workbook: 'xlsx' } as const;
type Form = keyof typeof FORMS;

/** The report in the bureau's form and its figures as a workbook: of a frozen one the very bytes that were signed. */
export function Files({ report: { id, state, files } }: { report: Report }) {
  const t = useTexts('reports');
  const [busy, setBusy] = useState<Form | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const take = async (form: Form) => {
    setBusy(form);
    setProblem(null);
    await download(`/api/reports/${id}/${form}`, `report-${id}.${FORMS[form]}`).catch(setProblem);
    setBusy(null);
  };
  return (
    <section className="card">
      <h2>{t('files')}</h2>
      <p className="quiet">{t(state === 'frozen' ? 'filesSigned' : 'filesDraft')}</p>
      <div className="filters">
        {(['word', 'workbook'] as const).map((form) => (
          <Button
            key={form}
            type={state === 'frozen' && form === 'word' ? 'primary' : 'default'}
            loading={busy === form}
            disabled={busy !== null && busy !== form}
            onClick={() => void take(form)}
          >
            {t(`file.${form}`)}
          </Button>
        ))}
      </div>
      {files === null ? null : (
        <p className="quiet hash">
          SHA-256 <code>{files.word.sha256}</code>
        </p>
      )}
      <ProblemAlert error={problem} />
    </section>
  );
}
