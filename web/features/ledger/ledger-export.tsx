import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { api, ask } from '#web/frame/api.ts';
import { useOpenedOnce } from '#web/frame/opened-once.ts';
import { useTexts } from '#web/frame/words.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import type { LedgerView } from './ledger.tsx';

const REASONS = ['supervision', 'quality', 'duty', 'appeal', 'complaint'] as const;
type Reason = (typeof REASONS)[number];

/** Leaves the house under a reason that the audit keeps: no names, what the filters show. */
export function LedgerExport({ view: { order: _order, ...filters } }: { view: LedgerView }) {
  const t = useTexts('ledger');
  const [open, setOpen] = useState(false);
  const drawn = useOpenedOnce(open);
  const fetchFile = useMutation({
    mutationFn: (reason: Reason) =>
      ask(() =>
        api.GET('/api/ledger/export.csv', {
          params: { query: filters, header: { 'x-access-reason': reason } },
          parseAs: 'blob',
        }),
      ),
    onSuccess: (file) => {
      save(file as unknown as Blob); // asked for as one
      setOpen(false);
    },
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('export')}</Button>
      {drawn ? (
        <Modal open={open} onCancel={() => setOpen(false)} footer={null} title={t('export')}>
          <p>{t('exportAbout')}</p>
          <ProblemAlert error={fetchFile.error} />
          <div className="choices">
            {REASONS.map((reason) => (
              <Button key={reason} loading={fetchFile.isPending} onClick={() => fetchFile.mutate(reason)}>
                {t(`reason.${reason}`)}
              </Button>
            ))}
          </div>
        </Modal>
      ) : null}
    </>
  );
}

function save(file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = 'ledger.csv';
  link.click();
  URL.revokeObjectURL(url);
}
