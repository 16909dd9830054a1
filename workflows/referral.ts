import type { ReferralStanding } from '#activities/contract';
import { addDays, dayOf, HOUR, onDay } from '#domain/instant';
import type { ReferralStage } from '#domain/referral-states';
import type { Task } from './agenda.ts';
import { keepTime, type Time } from './clock.ts';
import { rhythmOf } from '#domain/calling-hours';
import { pageWhoMustKnow, prompt, prompting, streamRecord } from './paging.ts';
import { eachMorning, every, halfway } from './prompts.ts';
import { deliverOr, record } from './proxies.ts';

type Stage = (at: ReferralStanding, time: Time<ReferralStanding>) => Promise<ReferralStanding>;

/**
 * One request to one hospital until the school has read what came of it. Silence is never an answer: at the limit the record asks the next hospital
 * or the owner, and this one may still accept.
 */
export async function referral(id: string): Promise<void> {
  const time = keepTime<ReferralStanding>(id, streamRecord(id, 'referral'));
  let at = await time.begin();
  while (at.open) at = await stages[at.stage](at, time);
  await time.end();
}

/** Consent or an emergency basis is missing; each morning the owner hears so. */
const draft: Stage = (at, time) => time.next(at, ...paging(at), ...prompting(at, eachMorning(at, 'referralConsent')));

/** It must arrive: channel after channel until somebody at the hospital has opened it. The chain reminds, calls the stand-in and asks the next one. */
const received: Stage = (at, time) => time.next(at, ...paging(at), ...delivering(at));

/** The hospital asked for material; it is still to open what is sent now. */
const awaitingMaterial: Stage = (at, time) =>
  time.next(at, ...paging(at), ...delivering(at), ...prompting(at, every(at, 'referralMaterial', 4 * HOUR)));

const accepted: Stage = (at, time) =>
  time.next(at, ...paging(at), ...prompting(at, eachMorning(at, 'referralSchedule')));

/** The evening before, owner and family are reminded of the appointment. */
const scheduled: Stage = (at, time) => time.next(at, ...paging(at), ...remindingOfAppointment(at));

/** Nobody came: the safety check is the school's, the new appointment the hospital's. */
const noShow: Stage = (at, time) =>
  time.next(at, ...paging(at), ...prompting(at, halfway(at, 'safetyCheck'), eachMorning(at, 'referralRebook')));

const appointmentCancelled: Stage = (at, time) =>
  time.next(at, ...paging(at), ...prompting(at, eachMorning(at, 'referralRebook')));

/** A visit is not an outcome: it is chased each morning. */
const visited: Stage = (at, time) => time.next(at, ...paging(at), ...prompting(at, eachMorning(at, 'referralOutcome')));

const cancellationRequested: Stage = (at, time) =>
  time.next(at, ...paging(at), ...prompting(at, halfway(at, 'referralCancel')));

/** An outcome nobody at school has read is not a closed loop. */
const outcomeAwaitingReview: Stage = (at, time) =>
  time.next(at, ...paging(at), ...prompting(at, eachMorning(at, 'outcomeReview')));

/** Nothing leads out of these, but a duty of its own may still live: an approval afterwards, the answer to a refused L4. */
const ended: Stage = (at, time) =>
  time.next(at, ...paging(at), ...prompting(at, halfway(at, 'emergencyApproval'), halfway(at, 'emergencyNotice')));

const stages: Record<ReferralStage, Stage> = {
  draft,
  received,
  awaitingMaterial,
  accepted,
  scheduled,
  noShow,
  appointmentCancelled,
  visited,
  cancellationRequested,
  outcomeAwaitingReview,
  declined: ended,
  cancelled: ended,
  withdrawn: ended,
  loopClosed: ended,
};

const paging = (at: ReferralStanding) => pageWhoMustKnow(at, rhythmOf(at));

function delivering(at: ReferralStanding): readonly Task<ReferralStanding>[] {
  if (at.delivery === null) return [];
  const { channel } = at.delivery;
  const next = () => record.referralUndelivered(at.id);
  const send = (by: string) => deliverOr(at.level === 'L4', (out) => out.deliverReferral(at.id, by), next);
  return [
    {
      name: `deliver ${channel} ${at.delivery.at}`,
      at: at.delivery.at,
      act: channel === null ? next : () => send(channel),
    },
  ];
}

const EVENING = '17:00';

/** The evening before; for an appointment made later than that, at once, unless it is over. If it cannot be sent, whoever owes the visit is told to call. */
function remindingOfAppointment(at: ReferralStanding): readonly Task<ReferralStanding>[] {
  const { appointmentAt, remindedAt, duties } = at;
  const visit = duties.find((duty) => duty.kind === 'referralVisit');
  if (appointmentAt === null || visit === undefined || appointmentAt <= at.readAt) return [];
  const evening = onDay(addDays(dayOf(appointmentAt), -1), EVENING);
  if (Math.max(remindedAt ?? 0, visit.promptedAt ?? 0) >= evening) return [];
  const send = () =>
    deliverOr(
      at.level === 'L4',
      (out) => out.remindOfAppointment(at.id),
      () => prompt(at, visit.id),
    );
  return [{ name: `appointment ${appointmentAt}`, at: evening, act: send }];
}
