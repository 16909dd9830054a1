import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { newKey } from '#web/frame/act.ts';
import { useOpenedOnce } from '#web/frame/opened-once.ts';
import { asProblem } from '#web/frame/problem.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { dutyTitle } from '#web/parts/duty-title.ts';
import { LevelTag } from '#web/parts/level-tag.tsx';
import { sendAcknowledge } from './acknowledge.ts';
import { keyOf, type Line } from './duties.ts';

/** waiting, done, or why not. */
type Result = { readonly at: 'waiting' | 'done' } | { readonly at: 'refused'; readonly why: string };

/** Acknowledges many at once: shows first what would be done, then how each went. Decisions are never made in bulk. */
export function Bulk({ lines, onDone }: { lines: readonly Line[]; onDone: () => void }) {
  const t = useTexts('today');
  const queries = useQueryClient();
  const [batch, setBatch] = useState<readonly Line[] | null>(null);
  const [results, setResults] = useState<ReadonlyMap<string, Result>>(new Map());
  const [busy, setBusy] = useState(false);
  const put = (line: Line, result: Result) => setResults((before) => new Map(before).set(keyOf(line), result));
  const run = async (all: readonly Line[]) => {
    setBusy(true);
    for (const line of all.filter((each) => results.get(keyOf(each))?.at !== 'done')) {
      put(line, { at: 'waiting' });
      const result = await sendAcknowledge(line, newKey()).then(
        (): Result => ({ at: 'done' }),
        (error: unknown): Result => ({ at: 'refused', why: asProblem(error).message }),
      );
      put(line, result);
    }
    setBusy(false);
    await queries.invalidateQueries({ queryKey: ['duties'] });
  };
  const close = () => {
    setBatch(null);
    setResults(new Map());
    onDone();
  };
  const drawn = useOpenedOnce(batch !== null);
  const finished = batch !== null && batch.every((line) => results.get(keyOf(line))?.at === 'done');
  return (
    <>
      {lines.length === 0 ? null : (
        <Button onClick={() => setBatch(lines)}>{t('bulk.open', { count: lines.length })}</Button>
      )}
      {drawn ? (
        <Modal
          open={batch !== null}
          title={t('bulk.title', { count: batch?.length ?? 0 })}
          onCancel={close}
          closable={!busy}
          maskClosable={false}
          footer={
            finished ? (
              <Button onClick={close}>{t('bulk.close')}</Button>
            ) : (
              <Button type="primary" loading={busy} onClick={() => void run(batch ?? [])}>
                {t('bulk.run')}
              </Button>
            )
          }
        >
          <Rows lines={batch ?? []} results={results} />
        </Modal>
      ) : null}
    </>
  );
}

function Rows({ lines, results }: { lines: readonly Line[]; results: ReadonlyMap<string, Result> }) {
  const t = useTexts('today');
  const say = useSay();
  return (
    <ul className="plain-list">
      {lines.map((line) => {
        const result = results.get(keyOf(line));
        return (
          <li key={keyOf(line)}>
            <LevelTag level={line.level} /> {dutyTitle(line, say, t)}{' '}
            <span role="status">
              {result === undefined ? '' : result.at === 'refused' ? result.why : t(`bulk.${result.at}`)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
