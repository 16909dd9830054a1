import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import type { paths } from '#api/openapi';
import type { DutyKind } from '#domain/policy';
import type { ReferralState } from '#domain/referral-facts';
import type { ReferralStage } from '#domain/referral-states';
import { referralStageWords } from '#domain/referral-words';
import { dutyWords } from '#domain/timeline/duty-words';
import { api, ask } from '#web/frame/api.ts';
import { fullText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { useNames } from '#web/parts/case-reading.ts';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { LevelTag } from '#web/parts/level-tag.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { StreamStory } from '#web/parts/stream-story.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { PacketPage } from './packet.tsx';
import { ReferralActs } from './referral-acts.tsx';
import { SCHOOL_OWES } from './whose-turn.ts';

export type ReferralView = paths['/api/referrals/{id}']['get']['responses'][200]['content']['application/json'];

/** One referral: how it stands and until when, what can be done, the page that goes with the child, what happened. */
export default function ReferralScreen() {
  const { id } = useParams({ strict: false }) as { id: string }; // the route's own parameter
  const found = useQuery({
    queryKey: ['streams', 'referrals', id],
    queryFn: () => ask(() => api.GET('/api/referrals/{id}', { params: { path: { id } } })),
  });
  if (found.data === undefined)
    return found.error === null ? (
      <Waiting rows={8} />
    ) : (
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
    );
  return <Known key={id} view={found.data} />;
}

function Known({ view }: { view: ReferralView }) {
  const t = useTexts('referral');
  const say = useSay();
  const readable = view.sight === 'full' || view.sight === 'referred';
  return (
    <Page
      title={t('title')}
      beside={
        <>
          <LevelTag level={view.level} />
          <StatusTag kind={view.open ? 'plain' : 'good'}>
            {say(referralStageWords[view.stage as ReferralStage])}
          </StatusTag>
          <span className="quiet">{t('number', { number: view.id.slice(0, 8) })}</span>
        </>
      }
      actions={
        readable && view.stage !== 'draft' ? (
          <Link to="/referrals/$id/letter" params={{ id: view.id }}>
            <Button>{t('print')}</Button>
          </Link>
        ) : null
      }
    >
      <div className="case">
        <div className="case-main">
          <ReferralActs view={view} />
          {readable && (view.open || view.sight === 'full') ? <PacketPage id={view.id} /> : null}
        </div>
        <aside className="case-side" aria-label={t('side')}>
          <Standing view={view} />
          {view.sight === 'duties' ? null : <StreamStory kind="referrals" id={view.id} />}
        </aside>
      </div>
    </Page>
  );
}

/** Who owes what until when, who took it, and the appointment. */
function Standing({ view }: { view: ReferralView }) {
  const t = useTexts('referral');
  const say = useSay();
  const { acceptedBy = null, appointment = null, visits = [] } = (view.state ?? {}) as Partial<ReferralState>; // as the API shares it
  const name = useNames([acceptedBy ?? '', ...view.duties.map(({ holder }) => holder)]);
  return (
    <section className="card" aria-labelledby="standing">
      <h2 id="standing">{t('standing.title')}</h2>
      <ul className="plain-list">
        {view.duties.map(({ id, kind, holder, limitAt, uncovered }) => (
          <li key={id}>
            <strong>{say(dutyWords[kind as DutyKind]) || kind}</strong> <DueBadge at={limitAt} uncovered={uncovered} />
            <div className="quiet">
              {t(SCHOOL_OWES.has(kind) ? 'standing.school' : 'standing.holder', { name: name(holder) })}
            </div>
          </li>
        ))}
        {acceptedBy === null ? null : <li>{t('standing.acceptedBy', { name: name(acceptedBy) })}</li>}
        {appointment === null ? null : <li>{t('standing.appointment', { time: fullText(appointment.at) })}</li>}
        {visits.map((at) => (
          <li key={at}>{t('standing.visit', { time: fullText(at) })}</li>
        ))}
      </ul>
    </section>
  );
}
