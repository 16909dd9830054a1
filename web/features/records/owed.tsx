import { useCallback, useState } from 'react';
import type { DutyKind } from '#domain/policy';
import { dutyWords } from '#domain/timeline/duty-words';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { DayFilter } from '#web/parts/day-filter.tsx';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import type { KindCode } from '#web/parts/record-kinds.ts';
import { type FullRecord, MOVES, useNames } from './reading.ts';

type Duty = NonNullable<FullRecord['life']>['duties'][number];

/** What is owed because of a record: by whom, until when, and how it can end. */
export function Owed({ kind, record }: { kind: KindCode; record: FullRecord }) {
  const t = useTexts('records');
  const duties = record.life?.duties ?? [];
  const name = useNames(duties.map(({ holder }) => holder));
  if (duties.length === 0) return null;
  return (
    <section className="card">
      <h2>{t('owed')}</h2>
      <ul className="task-list">
        {duties.map((duty) => (
          <OneDuty key={duty.id} kind={kind} record={record.id} duty={duty} holder={name(duty.holder)} />
        ))}
      </ul>
    </section>
  );
}

function OneDuty({ kind, record, duty, holder }: { kind: KindCode; record: string; duty: Duty; holder: string }) {
  const t = useTexts('records');
  const say = useSay();
  const me = useMe();
  const [next, setNext] = useState('');
  const send = useCallback(
    (body: { readonly outcome: string; readonly next?: string }, key: string) =>
      ask(() =>
        api.POST('/api/records/{kind}/{id}/acts', {
          params: { path: { kind, id: record }, header: { 'idempotency-key': key } },
          body: { act: 'fulfil', answers: duty.id, ...body },
        }),
      ),
    [kind, record, duty.id],
  );
  const { state, perform } = useWish(send, MOVES);
  const asks = duty.outcomes.some(({ asksDay }) => asksDay);
  const mine = duty.holder === me.person;
  return (
    <li>
      <strong>{say(dutyWords[duty.kind as DutyKind]) || duty.kind}</strong>
      <span className="quiet">{holder}</span>
      <DueBadge at={duty.limitAt} />
      {mine && asks ? <DayFilter label={t('next')} value={next} onChange={setNext} /> : null}
      {mine
        ? duty.outcomes.map(({ outcome, words, asksDay }) => (
            <ReadyButton
              key={outcome}
              size="small"
              loading={state.at === 'sending'}
              lacks={asksDay && next === '' ? [t('next')] : []}
              onClick={() => void perform({ outcome, ...(asksDay ? { next } : {}) })}
            >
              {say(words)}
            </ReadyButton>
          ))
        : null}
      {state.at === 'refused' ? <ProblemAlert error={state.problem} /> : null}
    </li>
  );
}
