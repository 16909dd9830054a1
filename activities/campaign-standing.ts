import { SCHOOL_OPENS } from '#domain/calendar';
import { roomToday } from '#domain/campaign-capacity';
import { standing } from '#domain/campaign-evolve';
import { addDays, DAY, dayOf, type Instant, startOfDay } from '#domain/instant';
import {
  type CampaignView,
  campaignView,
  countAwaitingConsent,
  countPlaces,
  countUnreminded,
  firstUnreminded,
  type PlaceCount,
} from '#db/queries/campaign-places';
import type { Transaction } from '#db/transaction';
import { uncounted } from '#domain/campaign-counting';
import type { CampaignStanding, Standing } from './contract.ts';

/** Days searched for the next one on which a batch may begin; longer than any vacation. */
const SEARCHED_DAYS = 120;

/** What a campaign's own clock needs to know beyond any stream's. */
export async function campaignStanding(tx: Transaction, at: Standing): Promise<CampaignStanding> {
  const view = await campaignView(tx, at.id);
  if (view === null) throw new Error('a campaign without its row');
  const places = await countPlaces(tx, at.id);
  const open = view.state.stage === 'open';
  const sum = (count: (one: PlaceCount) => number) => places.reduce((all, one) => all + count(one), 0);
  const waiting = sum((one) => (one.state === 'waiting' && one.askable ? one.count : 0));
  const toInvite = open && waiting > 0 ? waiting - (await countAwaitingConsent(tx, at.id, at.readAt)) : 0;
  const start = toInvite > 0 ? nextStart(view, at.readAt) : null;
  return {
    ...at,
    kind: 'campaign',
    inviteAt: start?.at ?? null,
    places: Math.min(start?.room ?? 0, toInvite),
    invited: sum((one) => one.invited),
    remind: open ? await reminding(tx, at, view) : null,
    closesAt: view.state.window.closesAt,
    unowned: open ? sum((one) => (one.state === 'waiting' || one.state === 'invited' ? one.count : 0)) : 0,
    behind: isBehind(view, places),
  };
}

/** The first instant of a day on which a batch may begin, and how many may be invited then (N12). It stands still all day, so that one day's task keeps one name. */
function nextStart(view: CampaignView, now: Instant): { readonly at: Instant; readonly room: number } | null {
  const { state } = view;
  const from = Math.max(now, state.window.opensAt);
  for (let n = 0; n < SEARCHED_DAYS; n += 1) {
    const day = addDays(dayOf(from), n);
    const at = Math.max(state.window.opensAt, startOfDay(day) + SCHOOL_OPENS);
    const then = Math.max(at, from);
    // An exhausted day is passed over; without any interviewer every day is, and the campaign waits for one to be counted.
    const room = roomToday(view, state, then);
    if (room > 0) return { at, room };
  }
  return null;
}

async function reminding(tx: Transaction, at: Standing, view: CampaignView): Promise<CampaignStanding['remind']> {
  const first = await firstUnreminded(tx, at.id, at.readAt);
  if (first === null) return null;
  const wait = remindAfter(view);
  const due = first + wait;
  const by = Math.max(due, at.readAt) - wait;
  return { at: due, students: await countUnreminded(tx, at.id, { at: at.readAt, by }) };
}

/** How long a pupil may be silent before the one reminder, ms. */
export function remindAfter({ policy }: CampaignView): number {
  return policy.screening.remindAfterDays * DAY;
}

/** Whether something has happened that the campaign's facts do not say yet: answers not counted, or nobody left who could answer. */
function isBehind({ state }: CampaignView, places: readonly PlaceCount[]): boolean {
  return state.open && (uncounted(state, places).length > 0 || isOver({ state }));
}

/** Open for answering though each pupil has answered, refused or has an owner. */
export function isOver({ state }: Pick<CampaignView, 'state'>): boolean {
  return state.stage === 'open' && standing(state, 'waiting') + standing(state, 'invited') === 0;
}
