import { Link } from '@tanstack/react-router';
import type { LinkedStream } from '#domain/case-state';
import { followUpStageWords } from '#domain/follow-up-words';
import { referralStageWords } from '#domain/referral-words';
import type { ReturnStage } from '#domain/return-to-school-facts';
import { returnStageWords } from '#domain/return-to-school-words';
import type { Words } from '#domain/words';
import { useSay, useTexts } from '#web/frame/words.ts';
import { pageOf } from '#web/parts/duty-acts.ts';
import { type Station, TrackSteps } from '#web/parts/track-steps.tsx';

interface Line {
  readonly words: Readonly<Record<string, Words>>;
  /** The way as it should go; a stage beside it is shown as where it stands. */
  readonly way: readonly string[];
}

const LINES: Readonly<Record<string, Line>> = {
  referral: {
    words: referralStageWords,
    way: ['draft', 'received', 'accepted', 'scheduled', 'visited', 'outcomeAwaitingReview', 'loopClosed'],
  },
  followUp: { words: followUpStageWords, way: ['planned', 'ended'] },
  return: {
    words: returnStageWords,
    way: [
      'leaveAssessment',
      'leaveTalk',
      'leaveApplication',
      'leaveDecision',
      'onLeave',
      'returnPapers',
      'schoolReview',
      'jointAssessment',
      'decision',
      'phased',
      'ended',
    ],
  },
};

/** Stages of a return in which there is a decision to tell. */
const DECIDED: ReadonlySet<string> = new Set<ReturnStage>(['phased', 'notYet', 'appeal']);

/** Referrals, follow-up and return to school of this case, each as a way with where it stands. */
export function CaseTracks({ links, letters }: { links: readonly LinkedStream[]; letters: boolean }) {
  const t = useTexts('case');
  const say = useSay();
  if (links.length === 0) return null;
  return (
    <section className="card" aria-labelledby="tracks">
      <h2 id="tracks">{t('tracks')}</h2>
      {links.map(({ id, kind, stage, hospital }) => {
        const line = LINES[kind];
        return line === undefined ? null : (
          <div key={id} className="way">
            <h3>
              {kind === 'return' ? t(`track.${kind}`) : <Link to={pageOf(kind, id, null)}>{t(`track.${kind}`)}</Link>}
              {hospital === null ? '' : ` · ${hospital}`}
            </h3>
            <TrackSteps label={t(`track.${kind}`)} stations={stationsOf(line, stage, say)} />
            {kind === 'referral' ? (
              <Link to="/referrals/$id" params={{ id }}>
                {t('openReferral')}
              </Link>
            ) : null}
            {kind === 'return' && letters && DECIDED.has(stage) ? (
              <Link to="/returns/$id/letter" params={{ id }}>
                {t('returnLetter')}
              </Link>
            ) : null}
          </div>
        );
      })}
    </section>
  );
}

function stationsOf({ way, words }: Line, stage: string, say: (pair: Words | undefined) => string): readonly Station[] {
  const at = way.indexOf(stage);
  const last = at === way.length - 1;
  const stations = way.map((key, index): Station => {
    const state = index < at || (last && index === at) ? 'done' : index === at ? 'now' : 'ahead';
    return { key, title: say(words[key]), state };
  });
  return at >= 0 ? stations : [{ key: stage, title: say(words[stage]) || stage, state: 'broken' }, ...stations];
}
