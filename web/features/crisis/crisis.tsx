import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { caseActWords } from '#domain/case-words';
import { useNow } from '#web/frame/clock.ts';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { wants } from '#web/parts/act-fields.ts';
import { ActForm, type PermittedAct } from '#web/parts/act-form.tsx';
import { type CaseView, stateOf, useCase, useNames, usePermitted } from '#web/parts/case-reading.ts';
import { dutyFor } from '#web/parts/duty-acts.ts';
import { IdentityCard, useIdentity } from '#web/parts/identity-card.tsx';
import { NotYet } from '#web/parts/not-yet.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Calls } from './calls.tsx';
import { Done } from './done.tsx';
import { First } from './first.tsx';
import { Owed } from './owed.tsx';
import { useCrisisOptions } from './options.ts';
import { Watch } from './watch.tsx';

/** Big, few words, one hand: how long, who stays with the child, whom to call next, what was done. */
export default function CrisisScreen() {
  const { id } = useParams({ strict: false }) as { id: string }; // the route's own parameter
  const found = useCase(id);
  if (found.data === undefined) return <NotYet of={found} />;
  return <Known key={id} view={found.data} />;
}

function Known({ view }: { view: CaseView }) {
  const t = useTexts('crisis');
  const me = useMe();
  const permitted = usePermitted(view.id);
  const [act, setAct] = useState<string | null>(null);
  const state = stateOf(view);
  const opened = useIdentity(view.student?.id ?? null);
  const name = useNames([state.crisis?.watcher ?? '', ...view.duties.map(({ holder }) => holder)]);
  const acts = permitted.data?.acts ?? [];
  const names = acts.map((each) => each.act);
  const chosen = acts.find((each) => each.act === act);
  if (view.stage !== 'crisis') return <Over id={view.id} />;
  if (chosen !== undefined)
    return <CrisisForm view={view} chosen={chosen} opened={opened} onDone={() => setAct(null)} />;
  return (
    <Page
      title={t('title')}
      beside={<Running since={state.crisis?.since ?? null} />}
      actions={
        <Link to="/cases/$id" params={{ id: view.id }}>
          {t('toCase')}
        </Link>
      }
    >
      <div className="crisis">
        <ProblemAlert error={permitted.error} onAgain={() => void permitted.refetch()} />
        <section className="card">
          <Who view={view} opened={opened} />
        </section>
        <Watch view={view} state={state} name={name} names={names} onAct={setAct} />
        <Calls
          opened={opened}
          danger={view.sight === 'duties' ? null : state.guardianDanger === true}
          names={names}
          onAct={setAct}
        />
        <Owed view={view} name={name} me={me.person} names={names} onAct={setAct} />
        {view.sight === 'duties' ? null : <Done id={view.id} />}
      </div>
      <First view={view} names={names} onAct={setAct} />
    </Page>
  );
}

function Who({ view: { student }, opened }: { view: CaseView; opened: ReturnType<typeof useIdentity> }) {
  return <IdentityCard student={student?.id ?? null} pseudonym={student?.pseudonym ?? null} opened={opened} />;
}

function Over({ id }: { id: string }) {
  const t = useTexts('crisis');
  return (
    <Page title={t('title')}>
      <p className="crisis-over">{t('over')}</p>
      <Link to="/cases/$id" params={{ id }}>
        {t('toCase')}
      </Link>
    </Page>
  );
}

interface FormProps {
  readonly view: CaseView;
  readonly chosen: PermittedAct;
  readonly opened: ReturnType<typeof useIdentity>;
  readonly onDone: () => void;
}

function CrisisForm({ view, chosen, opened, onDone }: FormProps) {
  const t = useTexts('crisis');
  const me = useMe();
  const options = useCrisisOptions(opened.identity, chosen.act);
  const whom = view.duties.some(({ kind }) => kind === 'tellCounty') ? 'county' : 'city';
  return (
    <Page title={t('title')}>
      {/* Who is called or takes over is chosen by name. */}
      {wants(chosen.body, 'guardian') && opened.identity === null ? (
        <section className="card">
          <Who view={view} opened={opened} />
        </section>
      ) : null}
      <section className="card crisis-form">
        <ActForm
          kind="cases"
          stream={view.id}
          permitted={chosen}
          title={caseActWords[chosen.act as keyof typeof caseActWords]}
          duty={dutyFor(chosen.act, view.duties, me.person)}
          personVersion={view.personVersion}
          options={options}
          preset={chosen.act === 'recordTold' ? { whom } : undefined}
          onDone={onDone}
          onCancel={onDone}
        />
      </section>
    </Page>
  );
}

/** Hours, minutes and seconds since it began. */
function Running({ since }: { since: number | null }) {
  const t = useTexts('crisis');
  const now = useNow(1_000);
  if (since === null) return null;
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  return (
    <span className="running" role="timer" aria-label={t('running')}>
      {hours > 0 ? `${hours}:` : ''}
      {two(Math.floor(seconds / 60) % 60)}:{two(seconds % 60)}
    </span>
  );
}
