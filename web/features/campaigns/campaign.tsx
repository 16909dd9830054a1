import { Link, useParams } from '@tanstack/react-router';
import { useNow } from '#web/frame/clock.ts';
import { clockText, fullText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { useInstrumentTitle } from '#web/parts/instruments.ts';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { CampaignActs } from './campaign-acts.tsx';
import { ClassTable } from './class-table.tsx';
import { type Completion, STAGES, useCompletion, useLeading } from './reading.ts';
import './campaigns.css';

/** One campaign: what may begin today, what to do next, and how far each class has come. */
export default function CampaignPage() {
  const t = useTexts('campaigns');
  const say = useSay();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const completion = useCompletion(id);
  const leading = useLeading(id);
  const titleOf = useInstrumentTitle();
  if (completion.isError) return <ProblemAlert error={completion.error} onAgain={() => void completion.refetch()} />;
  if (completion.data === undefined) return <Waiting />;
  const { data } = completion;
  return (
    <Page
      title={titleOf(data)}
      beside={<StatusTag kind={data.stage === 'open' ? 'good' : 'plain'}>{say(STAGES[data.stage])}</StatusTag>}
      actions={<Link to="/campaigns">{t('back')}</Link>}
    >
      <div className="campaign">
        <Standing completion={data} />
        {leading.campaign.data === undefined ? null : (
          <CampaignActs campaign={leading.campaign.data} acts={leading.acts} completion={data} />
        )}
      </div>
      <ClassTable completion={data} acts={leading.acts.map(({ act }) => act)} />
    </Page>
  );
}

function Standing({ completion }: { completion: Completion }) {
  const t = useTexts('campaigns');
  const { window: between, interviewers, today, total, stage } = completion;
  const running = stage === 'open';
  const early = useNow(60_000) < between.opensAt;
  return (
    <section className="card" aria-label={t('standing')}>
      <p className="campaign-big">
        {t('answeredOf', { answered: total.answered, size: total.size })}
        {total.awaitingConsent > 0 ? (
          <StatusTag kind="wait">{t('consentMissing', { count: total.awaitingConsent })}</StatusTag>
        ) : null}
      </p>
      <dl className="facts">
        <dt>{t('window')}</dt>
        <dd>{t('between', { from: clockText(between.opensAt), to: fullText(between.closesAt) })}</dd>
        {stage === 'ended' ? null : (
          <>
            <dt>{t('closes')}</dt>
            <dd>
              <DueBadge at={between.closesAt} />
            </dd>
          </>
        )}
        <dt>{t('interviewers')}</dt>
        <dd>{t('people', { count: interviewers })}</dd>
        {running ? (
          <>
            <dt>{t('today')}</dt>
            <dd>
              {early
                ? t('because.notYet')
                : today.refused === null
                  ? t('room', { room: today.room, capacity: today.capacity })
                  : t(`because.${today.because}`, { defaultValue: t('because.other') })}
            </dd>
          </>
        ) : null}
      </dl>
      {running ? <p className="quiet">{t('capacityWhy')}</p> : null}
    </section>
  );
}
