import { useQuery } from '@tanstack/react-query';
import { useBlocker, useNavigate } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { addDays, dayOf } from '#domain/instant';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { now } from '#web/frame/clock.ts';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Lines } from './lines.tsx';
import { mayAct } from './permitted.ts';
import { MOVES, type Preview, type Publishing, type Subject } from './reading.ts';

interface Props {
  readonly subject: Subject;
  readonly person: string | undefined;
}

/** What the records give, seen before anything is kept; whoever may publishes it from here. */
export function Drafted({ subject, person }: Props) {
  const t = useTexts('assessments');
  const score = useQuery({
    queryKey: ['assessments', 'preview', subject],
    queryFn: () => ask(() => api.POST('/api/assessments/preview', { body: subject })),
    staleTime: 0,
    gcTime: 0,
  });
  if (score.data === undefined)
    return score.isError ? (
      <ProblemAlert error={score.error} onAgain={() => void score.refetch()} />
    ) : (
      <Waiting rows={8} />
    );
  return (
    <section className="card" aria-label={t('previewed')}>
      <h2>{t('previewed')}</h2>
      <p className="score-total">{t('points', { points: score.data.points, outOf: score.data.outOf })}</p>
      <p className="quiet">{t('previewAbout', { set: score.data.set, version: score.data.setVersion })}</p>
      <Publish subject={subject} person={person} score={score.data} />
    </section>
  );
}

/** As the API takes a comment. */
const MOST_COMMENT = 2_000;
const APPEAL_DAYS = 10;
const publish = (body: Publishing, key: string) =>
  ask(() => api.POST('/api/assessments', { params: { header: { 'idempotency-key': key } }, body }));

function Publish({ subject, person, score }: Props & { score: Preview }) {
  const t = useTexts('assessments');
  const me = useMe();
  const go = useNavigate();
  const [comments, setComments] = useState<Readonly<Record<string, string>>>({});
  const [assessors, setAssessors] = useState<readonly string[]>([]);
  const [appealUntil, setAppealUntil] = useState(addDays(dayOf(now()), APPEAL_DAYS));
  const { state, perform } = useWish(publish, MOVES);
  const publishes = mayAct(me, 'publish', subject.assesses);
  const dirty = state.at !== 'done' && Object.values(comments).some((comment) => comment.trim() !== '');
  useBlocker({ shouldBlockFn: () => dirty && !window.confirm(t('leave')), enableBeforeUnload: dirty });
  const send = async () => {
    const kept = Object.entries(comments).filter(([, comment]) => comment.trim() !== '');
    const { set, setVersion: version } = score;
    const whose = person === undefined ? {} : { person };
    const rest = { appealUntil, assessors: [...assessors], comments: Object.fromEntries(kept) };
    // The version that was looked at, should another be published in between.
    const published = await perform({ ...subject, ...whose, set, version, ...rest });
    if (published !== null) void go({ to: `/assessments/${published.assessment}`, replace: true, ignoreBlocker: true });
  };
  return (
    <>
      <Commented
        score={score}
        comments={publishes ? comments : null}
        onComment={(indicator, comment) => setComments({ ...comments, [indicator]: comment })}
      />
      {publishes ? (
        <>
          <h2>{t('publish')}</h2>
          <p className="quiet">{t('publishAbout')}</p>
          <label className="field">
            {t('lastAppeal')}
            <Input type="date" value={appealUntil} onChange={({ target }) => setAppealUntil(target.value)} />
          </label>
          <Assessors value={assessors} onChange={setAssessors} />
          <ActProblem state={state} />
          <ReadyButton
            type="primary"
            lacks={appealUntil === '' ? [t('lastAppeal')] : []}
            loading={state.at === 'sending' || state.at === 'unsure'}
            onClick={() => void send()}
          >
            {t('publish')}
          </ReadyButton>
        </>
      ) : (
        <p className="quiet">{t('publishedByOffice')}</p>
      )}
    </>
  );
}

interface CommentedProps {
  readonly score: Preview;
  /** By the code of the indicator; null: not by this person. */
  readonly comments: Readonly<Record<string, string>> | null;
  readonly onComment: (indicator: string, comment: string) => void;
}

/** The lines as they would be kept, each with what the assessors say to it. */
function Commented({ score, comments, onComment }: CommentedProps) {
  const t = useTexts('assessments');
  return (
    <Lines
      set={score.set}
      version={score.setVersion}
      lines={score.lines}
      rowsOf={null}
      under={({ indicator }) =>
        comments === null ? null : (
          <Input
            aria-label={t('commentOn', { indicator })}
            placeholder={t('comment')}
            maxLength={MOST_COMMENT}
            value={comments[indicator] ?? ''}
            onChange={({ target }) => onComment(indicator, target.value)}
          />
        )
      }
    />
  );
}

/** Who judged or entered what the score rests on: none of them decides an appeal. */
function Assessors({ value, onChange }: { value: readonly string[]; onChange: (people: readonly string[]) => void }) {
  const t = useTexts('assessments');
  const colleagues = useQuery({ queryKey: ['colleagues'], queryFn: () => ask(() => api.GET('/api/colleagues', {})) });
  const people = new Map(
    colleagues.data?.items.map(({ person, displayName, orgName }) => [person, `${displayName} · ${orgName}`]),
  );
  return (
    <div className="field">
      <span>{t('assessors')}</span>
      <Select
        aria-label={t('assessors')}
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        value={[...value]}
        onChange={onChange}
        options={[...people].map(([person, label]) => ({ value: person, label }))}
      />
      <span className="quiet">{t('assessorsAbout')}</span>
    </div>
  );
}
