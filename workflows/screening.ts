import type { CampaignStanding } from '#activities/contract';
import { MINUTE } from '#domain/instant';
import type { Task } from './agenda.ts';
import { keepTime } from './clock.ts';
import { callingTime } from '#domain/calling-hours';
import { pageWhoMustKnow, prompting, streamRecord } from './paging.ts';
import { before, eachMorning } from './prompts.ts';
import { deliverOr, type Outside, record } from './proxies.ts';

/**
 * A campaign: invites as many a day as that day's interviewers can answer for, reminds the silent, and hands who never answered to an owner. Ends when
 * the record says that each student has answered, refused or has an owner.
 */
export async function screening(id: string): Promise<void> {
  const time = keepTime<CampaignStanding>(id, streamRecord(id, 'campaign'));
  let at = await time.begin();
  while (at.open)
    at = await time.next(
      at,
      ...pageWhoMustKnow(at, 'byDay'),
      ...prompting(at, before(at, 'campaignOpen', 24 * 60 * MINUTE), eachMorning(at, 'campaignClose')),
      ...inviting(at),
      ...reminding(at),
      ...handingOver(at),
      ...catchingUp(at),
    );
  await time.end();
}

/** One page is one attempt: small enough to be sent and recorded well inside its time, and little is repeated when one fails. */
const PAGE = 50;
/** How long answers are gathered before they are counted. */
const GATHERING = 10 * MINUTE;

/** The day's invitations, page after page up to its places. The window's end closes them. */
function inviting(at: CampaignStanding): readonly Task<CampaignStanding>[] {
  const { inviteAt, places, closesAt } = at;
  if (inviteAt === null || inviteAt >= closesAt || places <= 0) return [];
  return [{ name: `invite ${inviteAt}`, at: inviteAt, act: () => invitePages(at) }];
}

async function invitePages(at: CampaignStanding): Promise<CampaignStanding> {
  const goal = at.invited + at.places;
  let now = at;
  while (now.invited < goal) {
    const next = await sending(now, (deliveries) => deliveries.invite(at.id, Math.min(now.invited + PAGE, goal)));
    // Nobody left, or the page could not be sent: the record says when to go on.
    if (next.invited === now.invited) return next;
    now = next;
  }
  return now;
}

function reminding(at: CampaignStanding): readonly Task<CampaignStanding>[] {
  const { remind, closesAt } = at;
  if (remind === null || remind.at >= closesAt) return [];
  const when = callingTime(Math.max(remind.at, at.readAt), 'byDay');
  const act = () => sending(at, (deliveries) => deliveries.remindSilent(at.id, PAGE));
  return [{ name: `remind ${remind.at} ${remind.students}`, at: when, act }];
}

/** Silence is not an answer and not a refusal: after the window each silent student becomes somebody's duty. */
function handingOver(at: CampaignStanding): readonly Task<CampaignStanding>[] {
  if (at.unowned === 0) return [];
  const act = () => record.handOverAbsentees(at.id, PAGE);
  return [{ name: `hand over ${at.unowned}`, at: at.closesAt, act }];
}

/** Answers are stored without waiting for the campaign. Counting them a while later makes one fact of many. */
function catchingUp(at: CampaignStanding): readonly Task<CampaignStanding>[] {
  if (!at.behind) return [];
  return [{ name: `catch up ${at.version}`, at: at.readAt + GATHERING, act: () => record.catchUp(at.id) }];
}

/** What cannot be sent is tried again later: the standing read anew asks for it once more, ever less often. */
function sending(
  at: CampaignStanding,
  send: (deliveries: Outside) => Promise<CampaignStanding>,
): Promise<CampaignStanding> {
  return deliverOr(false, send, async () => (await record.standing(at.id)) as CampaignStanding);
}
