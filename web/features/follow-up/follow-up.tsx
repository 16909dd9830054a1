import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { paths } from '#api/openapi';
import type { FollowUpStage } from '#domain/follow-up-state';
import { followUpActWords, followUpStageWords } from '#domain/follow-up-words';
import type { DutyKind } from '#domain/policy';
import { dutyWords } from '#domain/timeline/duty-words';
import type { Words } from '#domain/words';
import { api, ask } from '#web/frame/api.ts';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { ActForm, type PermittedAct } from '#web/parts/act-form.tsx';
import { useNames } from '#web/parts/case-reading.ts';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { dutyFor, firstAct } from '#web/parts/duty-acts.ts';
import { IdentityCard, useIdentity } from '#web/parts/identity-card.tsx';
import { LevelTag } from '#web/parts/level-tag.tsx';
import { NotYet } from '#web/parts/not-yet.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { StreamStory } from '#web/parts/stream-story.tsx';

type View = paths['/api/follow-ups/{id}']['get']['responses'][200]['content']['application/json'];
const TITLES: Readonly<Record<string, Words>> = followUpActWords;

/** Contacts with one child: who is to be spoken with until when, the form of the contact, what came of the earlier ones. */
export default function FollowUpScreen() {
  const { id } = useParams({ strict: false }) as { id: string }; // the route's own parameter
  const found = useQuery({
    queryKey: ['streams', 'follow-ups', id],
    queryFn: () => ask(() => api.GET('/api/follow-ups/{id}', { params: { path: { id } } })),
  });
  if (found.data === undefined) return <NotYet of={found} />;
  return <Known key={id} view={found.data} />;
}

function Known({ view }: { view: View }) {
  const t = useTexts('followUp');
  const say = useSay();
  const opened = useIdentity(view.student?.id ?? null);
  const { case: caseId } = view;
  return (
    <Page
      title={t('title')}
      beside={
        <>
          <LevelTag level={view.level} />
          <StatusTag kind={view.open ? 'plain' : 'good'}>
            {say(followUpStageWords[view.stage as FollowUpStage])}
          </StatusTag>
        </>
      }
      actions={
        caseId === null ? null : (
          <Link to="/cases/$id" params={{ id: caseId }}>
            {t('toCase')}
          </Link>
        )
      }
    >
      <section className="card">
        <IdentityCard student={view.student?.id ?? null} pseudonym={view.student?.pseudonym ?? null} opened={opened} />
      </section>
      <Acts view={view} guardians={opened.identity?.guardians ?? []} />
      <Owed view={view} />
      {view.sight === 'duties' ? null : <StreamStory kind="follow-ups" id={view.id} />}
    </Page>
  );
}

interface Guardian {
  readonly id: string;
  readonly name: string | null;
  readonly danger: boolean;
}

function Acts({ view, guardians }: { view: View; guardians: readonly Guardian[] }) {
  const t = useTexts('followUp');
  const say = useSay();
  const me = useMe();
  const { act: asked } = useSearch({ strict: false }) as { act?: unknown }; // the address says what it likes
  const [act, setAct] = useState<string | null>(typeof asked === 'string' ? asked : null);
  const permitted = useQuery({
    queryKey: ['streams', 'follow-ups', view.id, 'permitted'],
    queryFn: () => ask(() => api.GET('/api/follow-ups/{id}/permitted-acts', { params: { path: { id: view.id } } })),
  });
  const acts = useMemo(() => (permitted.data?.acts ?? []).filter(isFilledIn).map(asForm), [permitted.data]);
  const open = acts.find((each) => each.act === act);
  const names = acts.map((each) => each.act);
  const first = firstAct(view.duties, names, me.person) ?? names[0];
  const options = guardians.filter(({ danger }) => !danger).map(({ id, name }) => ({ value: id, label: name ?? '' }));
  if (open !== undefined)
    return (
      <section className="card" aria-label={say(TITLES[open.act])}>
        <ActForm
          key={open.act}
          kind="follow-ups"
          stream={view.id}
          permitted={open}
          title={TITLES[open.act]}
          duty={dutyFor(open.act, view.duties, me.person)}
          personVersion={view.personVersion}
          options={{ guardian: options }}
          onDone={() => setAct(null)}
          onCancel={() => setAct(null)}
        />
      </section>
    );
  return (
    <section className="card acts" aria-label={t('acts')}>
      <ProblemAlert error={permitted.error} onAgain={() => void permitted.refetch()} />
      {names.length === 0 ? <p className="quiet">{t(view.open ? 'nothing' : 'ended')}</p> : null}
      {names.map((name) => (
        <Button key={name} type={name === first ? 'primary' : 'default'} size="large" onClick={() => setAct(name)}>
          {say(TITLES[name]) || name}
        </Button>
      ))}
    </section>
  );
}

/** Acknowledged in its row of today. */
function isFilledIn({ act }: PermittedAct): boolean {
  return act !== 'acknowledge';
}

/** Answers to a form of their own are joined by the engine, not by hand. */
function asForm({ act, body }: PermittedAct): PermittedAct {
  const { sheet: _sheet, ...properties } = (body as { properties?: Record<string, unknown> }).properties ?? {};
  return { act, body: { ...body, properties } };
}

function Owed({ view: { duties } }: { view: View }) {
  const t = useTexts('followUp');
  const say = useSay();
  const name = useNames(duties.map(({ holder }) => holder));
  if (duties.length === 0) return null;
  return (
    <section className="card" aria-labelledby="owed">
      <h2 id="owed">{t('owed')}</h2>
      <ul className="plain-list">
        {duties
          .toSorted((one, other) => one.dueAt - other.dueAt)
          .map(({ id, kind, limitAt, uncovered, holder }) => (
            <li key={id}>
              <strong>{say(dutyWords[kind as DutyKind]) || kind}</strong>{' '}
              <DueBadge at={limitAt} uncovered={uncovered} /> <span className="quiet">{name(holder)}</span>
            </li>
          ))}
      </ul>
    </section>
  );
}
