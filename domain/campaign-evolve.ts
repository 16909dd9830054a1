import type { CampaignFact, CampaignState, ClassCount, PupilCount, Standing } from './campaign-state.ts';
import type { Instant } from './instant.ts';
import { evolveShared, isDutyFact } from './stream.ts';

/** Folds one fact into the campaign. */
export function evolveCampaign(state: CampaignState, fact: CampaignFact, at: Instant): CampaignState {
  if (isDutyFact(fact)) return evolveShared(state, fact, at);
  const next = { ...state, version: state.version + 1 };
  const byPerson = { ...next, personVersion: next.version };
  switch (fact.type) {
    case 'campaignPlanned': {
      const { owner, instrument, instrumentVersion, window, interviewers } = fact;
      const classes = fact.classes.map(begun);
      return { ...byPerson, open: true, owner, instrument, instrumentVersion, window, interviewers, classes };
    }
    case 'interviewersCounted':
      return { ...byPerson, interviewers: fact.interviewers };
    case 'campaignOpened':
      return { ...byPerson, stage: 'open', openedAt: at };
    case 'windowExtended':
      return { ...byPerson, window: { ...state.window, closesAt: fact.closesAt } };
    case 'pageInvited': {
      const before = state.invitedOn?.day === fact.day ? state.invitedOn.count : 0;
      const count = before + totalOf(fact.pupils);
      return { ...next, classes: moved(state.classes, fact.pupils, 'invited'), invitedOn: { day: fact.day, count } };
    }
    case 'remindersSent':
      return next;
    case 'answersCounted':
      return { ...next, classes: moved(state.classes, fact.pupils, 'answered') };
    case 'refusalRecorded':
      return { ...next, classes: moved(state.classes, [fact.pupil], 'refused') };
    case 'absenteesHanded':
      return { ...next, classes: moved(state.classes, fact.pupils, 'owned') };
    case 'absenteesSettled':
      return {
        ...byPerson,
        classes: moved(state.classes, [fact.pupils], fact.outcome === 'refused' ? 'refused' : 'settled'),
      };
    case 'answeringClosed':
      return { ...byPerson, stage: 'chasing' };
    case 'campaignEnded':
      return { ...next, open: false, stage: 'ended' };
    case 'campaignWithdrawn':
      return { ...byPerson, open: false, stage: 'ended' };
    default:
      return fact satisfies never;
  }
}

function begun(one: { readonly class: string; readonly size: number }): ClassCount {
  return { ...one, waiting: one.size, invited: 0, answered: 0, refused: 0, owned: 0, settled: 0 };
}

/** Counts after pupils went from one standing to another; never below none. */
function moved(classes: readonly ClassCount[], pupils: readonly PupilCount[], to: Standing): readonly ClassCount[] {
  return pupils.reduce(
    (all, { class: id, from, count }) =>
      all.map((one) =>
        one.class === id && from !== to ? { ...one, [from]: one[from] - count, [to]: one[to] + count } : one,
      ),
    classes,
  );
}

export function totalOf(pupils: readonly { readonly count: number }[]): number {
  return pupils.reduce((sum, { count }) => sum + count, 0);
}

/** Pupils of a standing over all classes, or in one. */
export function standing(state: CampaignState, at: Standing, ofClass?: string): number {
  return totalOf(
    state.classes.filter((one) => ofClass === undefined || one.class === ofClass).map((one) => ({ count: one[at] })),
  );
}
