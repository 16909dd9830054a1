import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { paths } from '#api/openapi';
import type { ReturnStage } from '#domain/return-to-school-facts';
import { returnActWords, returnStageWords } from '#domain/return-to-school-words';
import { api, ask } from '#web/frame/api.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { IdentityCard, useIdentity } from '#web/parts/identity-card.tsx';
import { LevelTag } from '#web/parts/level-tag.tsx';
import { NotYet } from '#web/parts/not-yet.tsx';
import { OwedList } from '#web/parts/owed-list.tsx';
import { Page } from '#web/parts/page.tsx';
import { RETURN_WAY, stationsOf } from '#web/parts/stream-ways.ts';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { StreamActs, useChosenAct } from '#web/parts/stream-acts.tsx';
import { StreamStory } from '#web/parts/stream-story.tsx';
import { TrackSteps } from '#web/parts/track-steps.tsx';
import { useReturnOptions } from './return-options.ts';

type View = paths['/api/returns/{id}']['get']['responses'][200]['content']['application/json'];

/** Stages in which there is a decision to tell the family. */
const DECIDED: ReadonlySet<string> = new Set<ReturnStage>(['phased', 'notYet', 'appeal']);

/** A leave in four steps and a return in five gates: where it stands, what is owed, and the form of the next act. */
export default function ReturnScreen() {
  const { id } = useParams({ strict: false }) as { id: string }; // the route's own parameter
  const found = useQuery({
    queryKey: ['streams', 'returns', id],
    queryFn: () => ask(() => api.GET('/api/returns/{id}', { params: { path: { id } } })),
  });
  if (found.data === undefined) return <NotYet of={found} />;
  return <Known key={id} view={found.data} />;
}

function Known({ view }: { view: View }) {
  const t = useTexts('return');
  const say = useSay();
  const opened = useIdentity(view.student?.id ?? null);
  const [act, setAct] = useChosenAct();
  const options = useReturnOptions(opened.identity, act);
  return (
    <Page
      title={t('title')}
      beside={
        <>
          <LevelTag level={view.level} />
          <StatusTag kind={view.open ? 'plain' : 'good'}>{say(returnStageWords[view.stage as ReturnStage])}</StatusTag>
        </>
      }
      actions={<Ways view={view} />}
    >
      <section className="card">
        <IdentityCard student={view.student?.id ?? null} pseudonym={view.student?.pseudonym ?? null} opened={opened} />
        <TrackSteps label={t('title')} stations={stationsOf(RETURN_WAY, view.stage, say)} />
      </section>
      <StreamActs kind="returns" view={view} titles={returnActWords} act={act} onAct={setAct} options={options} />
      <OwedList duties={view.duties} />
      {view.sight === 'duties' ? null : <StreamStory kind="returns" id={view.id} />}
    </Page>
  );
}

function Ways({ view: { id, stage, sight, case: caseId } }: { view: View }) {
  const t = useTexts('return');
  return (
    <>
      {sight === 'full' && DECIDED.has(stage) ? (
        <Link to="/returns/$id/letter" params={{ id }}>
          {t('letter')}
        </Link>
      ) : null}
      {caseId === null || sight === 'duties' ? null : (
        <Link to="/cases/$id" params={{ id: caseId }}>
          {t('toCase')}
        </Link>
      )}
    </>
  );
}
