import { type NEWS, type News, tellCase } from './news.ts';
import type { ReferralDraft } from './referral-clocks.ts';
import { nextLimitOf } from './shared-acts.ts';

type ReferralNews = (typeof NEWS)['referral'][number];

/** Tells the case what happened here, with the limit that its watch follows. Called last, when the duties of the new stage stand. Codes and ids only. */
export function tell(draft: ReferralDraft, code: ReferralNews, detail: News['detail'] = {}): void {
  const { state, moment } = draft;
  const { caseId, requestId, hospital, stage, open } = state;
  draft.also(
    tellCase(caseId, {
      stream: moment.self,
      kind: 'referral',
      code,
      stage,
      open,
      limitAt: open ? nextLimitOf(state, moment.at) : null,
      byPerson: moment.actor.person !== null,
      detail: { requestId, hospital, level: state.level, ...detail },
    }),
  );
}

/** An ended referral whose last own duty is done: the case may drop its watch. */
export function tellWhenSettled(draft: ReferralDraft): void {
  if (!draft.state.open) tell(draft, 'settled');
}
