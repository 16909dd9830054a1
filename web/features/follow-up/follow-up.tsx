import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { paths } from '#api/openapi';
import type { FollowUpStage } from '#domain/follow-up-state';
import { followUpActWords, followUpStageWords } from '#domain/follow-up-words';
import { api, ask } from '#web/frame/api.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { IdentityCard, useIdentity } from '#web/parts/identity-card.tsx';
import { LevelTag } from '#web/parts/level-tag.tsx';
import { NotYet } from '#web/parts/not-yet.tsx';
import { OwedList } from '#web/parts/owed-list.tsx';
import { Page } from '#web/parts/page.tsx';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { StreamActs, useChosenAct } from '#web/parts/stream-acts.tsx';
import { StreamStory } from '#web/parts/stream-story.tsx';

type View = paths['/api/follow-ups/{id}']['get']['responses'][200]['content']['application/json'];

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
  const [act, setAct] = useChosenAct();
  const { case: caseId } = view;
  const guardian = (opened.identity?.guardians ?? [])
    .filter(({ danger }) => !danger)
    .map(({ id, name }) => ({ value: id, label: name ?? '' }));
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
      <StreamActs
        kind="follow-ups"
        view={view}
        titles={followUpActWords}
        act={act}
        onAct={setAct}
        options={{ guardian }}
      />
      <OwedList duties={view.duties} />
      {view.sight === 'duties' ? null : <StreamStory kind="follow-ups" id={view.id} />}
    </Page>
  );
}
