import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { useKeys } from '#web/frame/keys.tsx';
import { useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { type Given, type Instrument, isRead, KEYS, NOTHING, press } from './paper-answers.ts';
import { PaperItems, ReadBack } from './paper-items.tsx';

interface Props {
  readonly campaign: string;
  readonly form: Instrument;
  readonly student: string;
  readonly who: string;
  readonly answeredAt: number;
  readonly onNext: () => void;
}

interface Paper {
  readonly answers: Readonly<Record<string, Given>>;
  readonly answeredAt: number;
}

/** One sheet by keys alone: a digit for each item, a second look at all of them, Enter. What was answered stays on the page until the next pupil and nowhere else. */
export function OneSheet({ campaign, form, student, who, answeredAt, onNext }: Props) {
  const t = useTexts('campaigns');
  const items = form.form;
  const [typed, setTyped] = useState(NOTHING);
  const { state, perform, taken } = useTaking(campaign, student, form.version);
  const read = isRead(typed, items) && typed.at === items.length;
  const busy = state.at === 'sending' || state.at === 'unsure';
  const type = (key: string) => {
    if (taken === null && !busy) setTyped(press(typed, items, key));
  };
  const enter = () => {
    if (taken !== null) return onNext();
    if (read && !busy) void perform({ answers: typed.answers, answeredAt });
  };
  const most = Math.max(...items.map(({ options }) => options.length));
  useKeys([
    ...Array.from({ length: Math.min(most, 9) }, (_, at) => ({
      key: String(at + 1),
      label: t('paper.keyChoice', { n: at + 1 }),
      act: () => type(String(at + 1)),
    })),
    ...Array.from({ length: 9 - Math.min(most, 9) }, (_, at) => ({
      key: String(most + at + 1),
      label: t('paper.keyNone'),
      act: () => type(String(most + at + 1)),
    })),
    { key: KEYS.empty, label: t('paper.keyEmpty'), act: () => type(KEYS.empty) },
    { key: KEYS.refused, label: t('paper.keyRefused'), act: () => type(KEYS.refused) },
    { key: KEYS.back, label: t('paper.keyBack'), act: () => type(KEYS.back) },
    { key: 'Enter', label: t('paper.keyEnter'), act: enter },
  ]);
  if (taken !== null) return <Taken who={who} caseId={taken.case} onNext={onNext} />;
  return (
    <>
      <p className="quiet">{t('paper.how')}</p>
      {typed.at < items.length ? (
        <PaperItems items={items} typed={typed} onPress={type} />
      ) : (
        <ReadBack items={items} typed={typed} onBack={(at) => setTyped({ ...typed, at, wrong: null })}>
          <Button type="primary" loading={busy} onClick={enter}>
            {t('paper.send')}
          </Button>
        </ReadBack>
      )}
      <ActProblem state={state} />
    </>
  );
}

/** Sends it once, however often Enter was pressed, and again under the same key while nobody knows. */
function useTaking(campaign: string, student: string, version: string) {
  const [taken, setTaken] = useState<{ readonly case: string | null } | null>(null);
  const send = useCallback(
    ({ answers, answeredAt }: Paper, key: string) =>
      ask(() =>
        api.POST('/api/campaigns/{id}/responses', {
          params: { path: { id: campaign }, header: { 'idempotency-key': key } },
          body: { student, version, answers: { ...answers }, answeredAt },
        }),
      ),
    [campaign, student, version],
  );
  const { state, perform } = useWish(send);
  return {
    state,
    taken,
    perform: async (paper: Paper) => {
      const came = await perform(paper);
      if (came !== null) setTaken({ case: came.case });
    },
  };
}

/** No score and no answer is shown any more; whether somebody has to act is. */
function Taken({ who, caseId, onNext }: { who: string; caseId: string | null; onNext: () => void }) {
  const t = useTexts('campaigns');
  return (
    <div role="status">
      <p>
        <strong>{t('paper.done', { who })}</strong>
      </p>
      {caseId === null ? null : (
        <p>
          {t('paper.case')}{' '}
          <Link to="/cases/$id" params={{ id: caseId }}>
            {t('paper.toCase')}
          </Link>
        </p>
      )}
      <Button type="primary" onClick={onNext}>
        {t('paper.next')}
      </Button>
    </div>
  );
}
