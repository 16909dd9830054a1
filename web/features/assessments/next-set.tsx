import { useBlocker, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { IndicatorFields } from './indicator-fields.tsx';
import { publishesSets } from './permitted.ts';
import { type Indicator, type IndicatorSet, inForce, useSets } from './reading.ts';
import { FaultsOf, type SetFaults, setFaults } from './set-faults.tsx';
import { type Draft, draftOf, emptyDraft, indicatorsOf, weightsOf } from './set-draft.ts';
import '#web/parts/programme.css';
import './assessments.css';

/** The next version of a set of indicators, begun from the one in force. What was assessed before stays by its own version. */
export default function NextSet() {
  const t = useTexts('assessments');
  const { code } = useParams({ strict: false });
  const me = useMe();
  const sets = useSets();
  const set = inForce(sets.data?.items ?? []).find((each) => each.code === code);
  if (!publishesSets(me) || (sets.isSuccess && set === undefined))
    return (
      <Page title={t('nextSet')}>
        <Empty title={t('setsNotYours')} hint={t('setsNotYoursHint')} />
      </Page>
    );
  return (
    <Page title={t('nextSet')}>
      <ProblemAlert error={sets.error} onAgain={() => void sets.refetch()} />
      {set === undefined ? <Waiting rows={8} /> : <Editor set={set} figures={sets.data?.figures ?? []} />}
    </Page>
  );
}

interface Publishing {
  readonly against: number;
  readonly code: string;
  readonly assesses: IndicatorSet['assesses'];
  readonly indicators: Indicator[];
}

const publish = (body: Publishing, key: string) =>
  ask(() => api.POST('/api/indicator-sets', { params: { header: { 'idempotency-key': key } }, body }));
const MOVES = ['indicatorSets', 'assessments'];

interface EditorProps {
  readonly set: IndicatorSet;
  readonly figures: Figures;
}
export type Figures = NonNullable<ReturnType<typeof useSets>['data']>['figures'];

function Editor({ set, figures }: EditorProps) {
  const t = useTexts('assessments');
  const go = useNavigate();
  // The version that was read when writing began: another one published meanwhile is refused as stale, never written over.
  const [begun] = useState(set);
  const [drafts, setDrafts] = useState<readonly Draft[]>(() => begun.indicators.map(draftOf));
  const [changed, setChanged] = useState(false);
  const { state, perform } = useWish(publish, MOVES);
  const faults = setFaults(state);
  const write = (next: readonly Draft[]) => {
    setDrafts(next);
    setChanged(true);
  };
  const dirty = changed && state.at !== 'done';
  useBlocker({ shouldBlockFn: () => dirty && !window.confirm(t('leaveSet')), enableBeforeUnload: dirty });
  const send = async () => {
    const { code, assesses, version } = begun;
    const kept = await perform({ against: version, code, assesses, indicators: indicatorsOf(drafts) });
    if (kept !== null) void go({ to: '/assessments/indicators', replace: true, ignoreBlocker: true });
  };
  const title = t('setTitle', { whom: t(`whom.${begun.assesses}`), code: begun.code, version: begun.version + 1 });
  return (
    <form
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <section className="card">
        <h2>{title}</h2>
        <p className="quiet">{t('nextSetAbout')}</p>
        <KnownFigures figures={figures} />
      </section>
      {drafts.map((draft, index) => (
        <IndicatorFields
          key={draft.key}
          draft={draft}
          place={index}
          faults={faults}
          onDraft={(next) => write(drafts.map((each) => (each.key === draft.key ? next : each)))}
          onDrop={() => write(drafts.filter((each) => each.key !== draft.key))}
        />
      ))}
      <Foot drafts={drafts} faults={faults} onAdd={() => write([...drafts, emptyDraft()])} />
      {faults === null ? <ActProblem state={state} /> : <p role="alert">{t('setFaulty')}</p>}
      <div className="page-actions">
        <Button type="primary" htmlType="submit" loading={state.at === 'sending' || state.at === 'unsure'}>
          {t('publishSet', { version: begun.version + 1 })}
        </Button>
        <Button onClick={() => window.history.back()}>{t('frame:cancel')}</Button>
      </div>
    </form>
  );
}

function Foot({ drafts, faults, onAdd }: { drafts: readonly Draft[]; faults: SetFaults | null; onAdd: () => void }) {
  const t = useTexts('assessments');
  const sum = weightsOf(drafts);
  return (
    <section className="card">
      <p className={sum === '100' ? undefined : 'score-why'}>{t('weights', { sum })}</p>
      <FaultsOf faults={faults} pointer="/indicators" />
      <Button onClick={onAdd}>{t('addIndicator')}</Button>
    </section>
  );
}

/** What a formula may name, to copy from. */
function KnownFigures({ figures }: { figures: Figures }) {
  const t = useTexts('assessments');
  const say = useSay();
  return (
    <details>
      <summary>{t('figures', { count: figures.length })}</summary>
      <p className="quiet">{t('formulaLanguage')}</p>
      <ul className="figure-names">
        {figures.map(({ figure, name }) => (
          <li key={figure}>
            <code>{figure}</code> {say(name)}
          </li>
        ))}
      </ul>
    </details>
  );
}
