import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { ABSENTEE_OUTCOMES, type AbsenteeOutcome } from '#domain/campaign-state';
import { absenteeOutcomeWords, standingWords } from '#domain/campaign-words';
import { masked } from '#domain/masked';
import { useAct, useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { clockText } from '#web/frame/dates.ts';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { useNames } from '#web/parts/case-reading.ts';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { usePupilNames } from '#web/parts/pupil-names.ts';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { type Place, useCompletion, useLeading, usePlaces } from './reading.ts';
import './campaigns.css';

/** Pupils of one class: where each stands and whose consent is missing, never what was answered. */
export default function ClassList() {
  const t = useTexts('campaigns');
  const { id = '', group = '' } = useParams({ strict: false }) as { id?: string; group?: string };
  const completion = useCompletion(id);
  const places = usePlaces(id, group);
  const papers = useMe().permitted.includes('importFiles') && completion.data?.stage !== 'planned';
  const name = completion.data?.classes.find((line) => line.class === group)?.name ?? '';
  return (
    <Page
      title={`${t('title')} · ${name}`}
      actions={
        <>
          {papers ? (
            <Link to="/campaigns/$id/paper/$group" params={{ id, group }}>
              {t('paper.link')}
            </Link>
          ) : null}
          <Link to="/campaigns/$id/slips/$group" params={{ id, group }}>
            {t('slips')}
          </Link>
          <Link to="/campaigns/$id" params={{ id }}>
            {t('backToOne')}
          </Link>
        </>
      }
    >
      <ProblemAlert error={places.error} onAgain={() => void places.refetch()} />
      {places.pending ? <Waiting /> : <Pupils campaign={id} group={group} items={places.items} />}
      {places.more === null ? null : <Button onClick={places.more}>{t('frame:more')}</Button>}
    </Page>
  );
}

function Pupils({ campaign, group, items }: { campaign: string; group: string; items: readonly Place[] }) {
  const t = useTexts('campaigns');
  const pupils = usePupilNames(items.map(({ student }) => student));
  const owner = useNames(items.map((line) => line.owner ?? ''));
  const { acts } = useLeading(campaign);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const mark = (student: string) => {
    const next = new Set(chosen);
    if (!next.delete(student)) next.add(student);
    setChosen(next);
  };
  const settles = acts.some(({ act }) => act === 'settleAbsentees');
  return (
    <section className="card">
      {settles ? (
        <Settle campaign={campaign} group={group} chosen={chosen} onDone={() => setChosen(new Set())} />
      ) : null}
      <div className="table-scroll" role="region" aria-label={t('pupils')} tabIndex={0}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('number')}</th>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('standing')}</th>
              <th scope="col">{t('when')}</th>
              <th scope="col">{t('do.label')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((line) => (
              <Pupil
                key={line.student}
                campaign={campaign}
                line={line}
                name={masked(pupils.get(line.student)?.name)}
                owner={line.owner === null ? '' : owner(line.owner)}
                chosen={chosen.has(line.student)}
                onChoose={settles && line.state === 'owned' ? () => mark(line.student) : null}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface PupilProps {
  readonly campaign: string;
  readonly line: Place;
  readonly name: string;
  readonly owner: string;
  readonly chosen: boolean;
  /** null: nothing is to be settled here. */
  readonly onChoose: (() => void) | null;
}

function Pupil({ campaign, line, name, owner, chosen, onChoose }: PupilProps) {
  const t = useTexts('campaigns');
  const say = useSay();
  const { number, state, awaitsConsent, away, student } = line;
  return (
    <tr>
      <td className="figure">{number}</td>
      <td>{name}</td>
      <td>
        {say(standingWords[state])} {away ? <StatusTag>{t('away')}</StatusTag> : null}{' '}
        {awaitsConsent && !away ? <StatusTag kind="wait">{t('consentOne')}</StatusTag> : null}
        <span className="quiet">{owner}</span>
      </td>
      <td>{whenOf(line)}</td>
      <td>
        {onChoose === null ? null : (
          <label className="choice">
            <input type="checkbox" checked={chosen} onChange={onChoose} aria-label={t('choose', { number })} />
          </label>
        )}
        {state === 'invited' || state === 'waiting' ? <Refusal campaign={campaign} student={student} /> : null}
      </td>
    </tr>
  );
}

function whenOf({ answeredAt, invitedAt }: Place): string {
  const at = answeredAt ?? invitedAt;
  return at === null ? '' : clockText(at);
}

/** "No" is an answer that is written down, and nothing follows from it. */
function Refusal({ campaign, student }: { campaign: string; student: string }) {
  const t = useTexts('campaigns');
  const send = useCallback(
    (of: 'student' | 'guardian', key: string) =>
      ask(() =>
        api.POST('/api/campaigns/{id}/refusals', {
          params: { path: { id: campaign }, header: { 'idempotency-key': key } },
          body: { student, of },
        }),
      ),
    [campaign, student],
  );
  const { state, perform } = useWish(send);
  return (
    <details className="refusal">
      <summary>{t('refusal')}</summary>
      <div className="choices">
        {(['student', 'guardian'] as const).map((of) => (
          <Button key={of} size="small" loading={state.at === 'sending'} onClick={() => void perform(of)}>
            {t(`refusalOf.${of}`)}
          </Button>
        ))}
      </div>
      <ActProblem state={state} />
    </details>
  );
}

interface SettleProps {
  readonly campaign: string;
  readonly group: string;
  readonly chosen: ReadonlySet<string>;
  readonly onDone: () => void;
}

/** What came of looking after those who did not answer: several pupils, one outcome. */
function Settle({ campaign, group, chosen, onDone }: SettleProps) {
  const t = useTexts('campaigns');
  const say = useSay();
  const { campaign: view } = useLeading(campaign);
  const { state, perform } = useAct('campaigns', campaign);
  const duty = view.data?.duties.find(({ kind, subject }) => kind === 'campaignAbsentee' && subject === group);
  const settle = async (outcome: AbsenteeOutcome) => {
    const recorded = await perform({
      act: 'settleAbsentees',
      students: [...chosen],
      outcome,
      answers: duty?.id,
    });
    if (recorded !== null) onDone();
  };
  if (duty === undefined) return null;
  return (
    <div className="filters">
      <span>{t('settle', { count: chosen.size })}</span>
      {ABSENTEE_OUTCOMES.map((outcome) => (
        <ReadyButton key={outcome} lacks={chosen.size === 0 ? [t('pupils')] : []} onClick={() => void settle(outcome)}>
          {say(absenteeOutcomeWords[outcome])}
        </ReadyButton>
      ))}
      <ActProblem state={state} />
    </div>
  );
}
