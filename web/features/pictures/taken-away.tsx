import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { api, ask } from '#web/frame/api.ts';
import { civilDayText, fullText } from '#web/frame/dates.ts';
import { useOpenedOnce } from '#web/frame/opened-once.ts';
import { useSay, useSayWithin, useTexts } from '#web/frame/words.ts';
import { saveFile } from '#web/parts/download.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import type { Scope } from '#web/parts/scope.tsx';
import type { Drawn } from './one-picture.tsx';
import { pictureFile } from './picture-file.ts';

const REASONS = ['supervision', 'quality', 'duty', 'appeal', 'complaint'] as const;
type Reason = (typeof REASONS)[number];
type Form = 'csv' | 'svg';

/** Leaves the house under a reason that the audit keeps, as a table or as a picture; both name who took it. */
export function TakenAway({ drawn, scope }: { drawn: Drawn; scope: Scope }) {
  const t = useTexts('pictures');
  const [form, setForm] = useState<Form>('csv');
  const [open, setOpen] = useState(false);
  const there = useOpenedOnce(open);
  const fileOf = usePictureFile(drawn);
  const take = useMutation({
    mutationFn: async (reason: Reason) => {
      const table = await ask(() =>
        api.GET('/api/pictures/{picture}/export.csv', {
          params: { path: { picture: drawn.code }, query: scope, header: { 'x-access-reason': reason } },
          parseAs: 'text',
        }),
      );
      const text = String(table);
      // Reading it as text took the mark off by which spreadsheets know UTF-8.
      if (form === 'csv') saveFile(new Blob(['\uFEFF', text], { type: 'text/csv' }), `${drawn.code}.csv`);
      else saveFile(new Blob([fileOf(takerOf(text))], { type: 'image/svg+xml' }), `${drawn.code}.svg`);
    },
    onSuccess: () => setOpen(false),
  });
  const begin = (wanted: Form) => {
    setForm(wanted);
    setOpen(true);
  };
  const forms: readonly Form[] = drawn.form === 'heat' || drawn.form === 'list' ? ['csv'] : ['csv', 'svg'];
  return (
    <>
      {forms.map((each) => (
        <button key={each} type="button" className="link-button" onClick={() => begin(each)}>
          {t(`export.${each}`)}
        </button>
      ))}
      {there ? (
        <Modal open={open} onCancel={() => setOpen(false)} footer={null} title={t(`export.${form}`)}>
          <p>{t('exportAbout')}</p>
          <ProblemAlert error={take.error} />
          <div className="choices">
            {REASONS.map((reason) => (
              <Button key={reason} loading={take.isPending} onClick={() => take.mutate(reason)}>
                {t(`ledger:reason.${reason}`)}
              </Button>
            ))}
          </div>
        </Modal>
      ) : null}
    </>
  );
}

/** The last line of the table says who took it: the picture ends with the same words. */
function takerOf(table: string): string {
  return (table.trimEnd().split('\r\n').at(-1) ?? '').replace(/^"|"$/g, '');
}

function usePictureFile({ title, unit, rule, form, columns, rows, ...drawn }: Drawn): (taker: string) => string {
  const t = useTexts('pictures');
  const say = useSay();
  const sayWithin = useSayWithin();
  const last = form === 'shares' ? -1 : 0;
  const { orgName, overDays, from, to, at } = drawn;
  const when = overDays
    ? t('days', { from: civilDayText(from), to: civilDayText(to) })
    : t('asOf', { at: fullText(at) });
  return (taker) =>
    pictureFile({
      title: t('named', { title: say(title), unit: sayWithin(unit) }),
      columns: columns.slice(last).map(({ name }) => say(name)),
      rows: rows.map(({ name, values }) => ({ name: say(name), values: values.slice(last) })),
      kept: t('kept'),
      notes: [say(rule), [orgName, when, ...(drawn.protected ? [t('protected')] : [])].join(' · '), taker],
    });
}
