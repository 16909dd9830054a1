import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useOpenedOnce } from '#web/frame/opened-once.ts';
import { useTexts } from '#web/frame/words.ts';
import { download } from '#web/parts/download.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import type { Filters } from './read-log.tsx';

const REASONS = ['supervision', 'quality', 'duty', 'appeal', 'complaint'] as const;

/** What the filters show, as a file that names who took it; taking it stands in the log under the reason. */
export function LogExport({ filters }: { filters: Filters }) {
  const t = useTexts('audit');
  const [open, setOpen] = useState(false);
  const drawn = useOpenedOnce(open);
  const take = useMutation({
    mutationFn: (reason: string) =>
      download(`/api/read-log/export.csv?${new URLSearchParams({ ...filters })}`, 'read-log.csv', {
        'x-access-reason': reason,
      }),
    onSuccess: () => setOpen(false),
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('log.export')}</Button>
      {drawn ? (
        <Modal open={open} onCancel={() => setOpen(false)} footer={null} title={t('log.export')}>
          <p>{t('log.exportAbout')}</p>
          <ProblemAlert error={take.error} />
          <div className="choices">
            {REASONS.map((reason) => (
              <Button key={reason} loading={take.isPending} onClick={() => take.mutate(reason)}>
                {t(`why.${reason}`)}
              </Button>
            ))}
          </div>
        </Modal>
      ) : null}
    </>
  );
}
