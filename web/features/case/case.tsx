import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { stageWords } from '#domain/timeline/code-words';
import { useKeys } from '#web/frame/keys.tsx';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { type CaseView, stateOf, useCase, useNames } from '#web/parts/case-reading.ts';
import { IdentityCard, useIdentity } from '#web/parts/identity-card.tsx';
import { LevelTag } from '#web/parts/level-tag.tsx';
import { NotYet } from '#web/parts/not-yet.tsx';
import { Page } from '#web/parts/page.tsx';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { CaseActs } from './case-acts.tsx';
import { CaseDuties } from './case-duties.tsx';
import { CaseTracks } from './case-tracks.tsx';
import { LevelHistory } from './level-history.tsx';
import { Proposals } from './proposals.tsx';
import { Story } from './story.tsx';

/** One case: who, how grave, what to do first, what else can be done, what happened, what comes by itself. */
export default function CaseScreen() {
  const { id } = useParams({ strict: false }) as { id: string }; // the route's own parameter
  const found = useCase(id);
  if (found.data === undefined) return <NotYet of={found} />;
  return <Known key={id} view={found.data} />;
}

function Known({ view }: { view: CaseView }) {
  const t = useTexts('case');
  const say = useSay();
  const me = useMe();
  const { student, level, duties, owner, open } = view;
  const state = stateOf(view);
  const opened = useIdentity(student?.id ?? null);
  const { act, about, choose } = useChosenAct();
  const people = [
    owner ?? '',
    ...duties.map(({ holder }) => holder),
    ...(state.levels ?? []).flatMap(({ persons }) => persons),
    ...(state.proposals ?? []).flatMap(({ by, signed }) => [by ?? '', ...signed.map(({ person }) => person)]),
  ];
  const name = useNames(people);
  const stage = stageWords[view.stage as keyof typeof stageWords]; // stages of a case are the domain's
  return (
    <Page
      title={t('title')}
      beside={
        <>
          <LevelTag level={level} provisional={open && state.graded === null} />
          <StatusTag kind={open ? 'plain' : 'good'}>{say(stage) || view.stage}</StatusTag>
          {owner === null ? null : <span className="quiet">{t('owner', { name: name(owner) })}</span>}
        </>
      }
      actions={<CaseActions view={view} />}
    >
      <div className="case">
        <div className="case-main">
          <section className="card">
            <IdentityCard student={student?.id ?? null} pseudonym={student?.pseudonym ?? null} opened={opened} />
          </section>
          <CaseActs view={view} act={act} about={about} onAct={choose} identity={opened.identity} />
          <Proposals view={view} name={name} onAnswer={choose} />
          <Story id={view.id} readable={view.sight !== 'duties'} />
        </div>
        <aside className="case-side" aria-label={t('sideLabel')}>
          <CaseDuties duties={duties} policy={view.policy} name={name} me={me.person} onAct={choose} />
          <CaseTracks links={state.links ?? []} />
          <LevelHistory steps={state.levels ?? []} graded={state.graded ?? null} name={name} />
        </aside>
      </div>
    </Page>
  );
}

/** The act whose form is open: the one that the address asks for, then what is chosen on the page. `about`: the proposal that was pointed at. */
function useChosenAct() {
  const { act: asked } = useSearch({ strict: false }) as { act?: unknown }; // the address says what it likes
  const go = useNavigate();
  const [act, setAct] = useState<string | null>(typeof asked === 'string' ? asked : null);
  const [about, setAbout] = useState<string | undefined>();
  useEffect(() => {
    if (typeof asked === 'string') setAct(asked);
  }, [asked]);
  const choose = (next: string | null, proposal?: string) => {
    setAct(next);
    setAbout(proposal);
    // Whoever comes back here finds the case, not the form of what was done.
    if (next === null && asked !== undefined) void go({ to: '.', search: {} as never, replace: true });
  };
  return { act, about, choose };
}

/** What is done with the whole case: to the crisis screen while there is one, and on paper. */
function CaseActions({ view: { id, stage, sight } }: { view: CaseView }) {
  const t = useTexts('case');
  const go = useNavigate();
  const papers = sight !== 'duties';
  const paper = { to: '/cases/$id/summary', params: { id } } as const;
  useKeys(papers ? [{ key: 'p', label: t('print'), act: () => void go(paper) }] : []);
  return (
    <>
      {stage === 'crisis' ? (
        <Link to="/crisis/$id" params={{ id }}>
          <Button danger type="primary">
            {t('toCrisis')}
          </Button>
        </Link>
      ) : null}
      {papers ? (
        <Link {...paper}>
          <Button>{t('print')}</Button>
        </Link>
      ) : null}
    </>
  );
}
