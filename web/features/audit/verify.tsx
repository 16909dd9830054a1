import { useMutation } from '@tanstack/react-query';
import { api, ask } from '#web/frame/api.ts';
import { useTexts } from '#web/frame/words.ts';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { ProofFound } from '#web/parts/proof-found.tsx';
import { Waiting } from '#web/parts/waiting.tsx';

/** A file that was given out: its chains are worked out anew from its own lines. */
export default function Verify() {
  const t = useTexts('audit');
  const check = useMutation({
    mutationFn: async (file: File) => {
      const content = await file.text();
      return ask(() => api.POST('/api/read-log/verify', { body: { content } }));
    },
  });
  return (
    <Page title={t('verify.title')}>
      <section className="card">
        <p>{t('verify.about')}</p>
        <label className="field">
          {t('verify.file')}
          <input
            type="file"
            accept=".jsonl,.ndjson,.txt"
            onChange={({ target }) => {
              const file = target.files?.[0];
              if (file !== undefined) check.mutate(file);
            }}
          />
        </label>
        <ProblemAlert error={check.error} />
        {check.isPending ? <Waiting rows={3} /> : null}
        {check.data === undefined ? null : <ProofFound proof={check.data} />}
      </section>
    </Page>
  );
}
