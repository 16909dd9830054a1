import { Alert, Button } from 'antd';
import { useMemo } from 'react';
import { caseActWords } from '#domain/case-words';
import type { Words } from '#domain/words';
import { useKeys } from '#web/frame/keys.tsx';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { ActForm } from '#web/parts/act-form.tsx';
import { type CaseView, type Identity, stateOf, usePermitted } from '#web/parts/case-reading.ts';
import { dutyFor, firstAct } from '#web/parts/duty-acts.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { useCaseOptions } from './case-options.ts';
import { proposalFor } from './may-answer.ts';

const TITLES: Readonly<Record<string, Words>> = caseActWords;
/** Done with one tap elsewhere on the page, or too grave to stand in a row with the others. */
const APART = new Set(['acknowledge', 'declareCrisis']);

interface Props {
  readonly view: CaseView;
  /** The act whose form is open. */
  readonly act: string | null;
  /** The proposal that the act is about, where one was pointed at. */
  readonly about: string | undefined;
  readonly onAct: (act: string | null) => void;
  readonly identity: Identity | null;
}

/** One thing to do first, everything else one step away, all of it from the one table of acts. */
export function CaseActs({ view, act, about, onAct, identity }: Props) {
  const t = useTexts('case');
  const say = useSay();
  const me = useMe();
  const permitted = usePermitted(view.id);
  const acts = useMemo(() => permitted.data?.acts ?? [], [permitted.data]);
  const names = acts.map((each) => each.act);
  const asked = { person: me.person, role: me.acting.role, acts: names, duties: view.duties };
  const first = firstAct(view.duties, names, me.person);
  const options = useCaseOptions(view, identity, acts.find((each) => each.act === act)?.act ?? null);
  useKeys(first === undefined ? [] : [{ key: 'e', label: say(TITLES[first]), act: () => onAct(first) }]);
  const open = acts.find((each) => each.act === act);
  if (open !== undefined)
    return (
      <section className="card" aria-label={say(TITLES[open.act])}>
        <ActForm
          key={`${open.act} ${about ?? ''}`}
          kind="cases"
          stream={view.id}
          permitted={open}
          title={TITLES[open.act]}
          duty={dutyFor(open.act, view.duties, me.person)}
          personVersion={view.personVersion}
          options={options}
          preset={presetOf(open.act, view, about ?? proposalFor(stateOf(view), asked))}
          onDone={() => onAct(null)}
          onCancel={() => onAct(null)}
        />
      </section>
    );
  const gone = act !== null && permitted.isSuccess && !permitted.isFetching;
  const others = names.filter((name) => name !== first && !APART.has(name));
  return (
    <section className="card acts" aria-label={t('acts')}>
      <ProblemAlert error={permitted.error} onAgain={() => void permitted.refetch()} />
      {gone ? <Gone act={act} onClose={() => onAct(null)} /> : null}
      {first === undefined ? (
        <p className="quiet">{t(view.open ? 'nothingFirst' : 'closed')}</p>
      ) : (
        <Button type="primary" size="large" onClick={() => onAct(first)}>
          {say(TITLES[first]) || first}
        </Button>
      )}
      <Others names={others} onAct={onAct} />
      {names.includes('declareCrisis') && view.stage !== 'crisis' ? (
        <Button danger onClick={() => onAct('declareCrisis')}>
          {say(TITLES.declareCrisis)}
        </Button>
      ) : null}
    </section>
  );
}

/** The act that was chosen cannot be done any more: somebody else, or another tab, moved the case. */
function Gone({ act, onClose }: { act: string; onClose: () => void }) {
  const t = useTexts('case');
  const say = useSay();
  const title = t('actGone', { act: say(TITLES[act]) || act });
  return <Alert type="warning" showIcon role="alert" closable={{ onClose }} title={title} />;
}

function Others({ names, onAct }: { names: readonly string[]; onAct: (act: string) => void }) {
  const t = useTexts('case');
  const say = useSay();
  if (names.length === 0) return null;
  return (
    <details className="acts-more">
      <summary>{t('otherActs', { count: names.length })}</summary>
      <div className="choices">
        {names.map((name) => (
          <Button key={name} onClick={() => onAct(name)}>
            {say(TITLES[name]) || name}
          </Button>
        ))}
      </div>
    </details>
  );
}

/** What is known before anybody types. */
function presetOf(act: string, view: CaseView, proposal: string | undefined): Readonly<Record<string, unknown>> {
  if (act === 'coSign' || act === 'declineProposal') return { proposal };
  if (act === 'recordTold') return { whom: view.duties.some(({ kind }) => kind === 'tellCounty') ? 'county' : 'city' };
  if (act === 'recordContact')
    return { with: view.duties.some(({ kind }) => kind === 'guardianTold') ? 'guardian' : 'student' };
  if (act === 'requestReferral') return { basis: 'awaited' };
  return {};
}
