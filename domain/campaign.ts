import { guard } from './act-table.ts';
import { CAMPAIGN_ACTS } from './campaign-acts.ts';
import { dailyCapacity, roomToday, startRefused } from './campaign-capacity.ts';
import { evolveCampaign, standing, totalOf } from './campaign-evolve.ts';
import {
  type CampaignActName,
  type CampaignCommand,
  type CampaignCommandOf,
  type CampaignFact,
  type CampaignState,
  NO_CAMPAIGN,
} from './campaign-state.ts';
import { countAnswers, endWhenSettled, handAbsentees, recordRefusal, settleAbsentees } from './campaign-pupils.ts';
import { DAY, dayOf } from './instant.ts';
import { type Refusal, refuse } from './problem.ts';
import { decideShared, moveDuty } from './shared-acts.ts';
import { type Decision, deciding, type Draft, type Moment, type SharedCommand, type StreamRules } from './stream.ts';

type CampaignDraft = Draft<CampaignState, CampaignFact>;

/** The rules of a screening campaign: who is invited when, and nobody forgotten. It ends when every pupil has answered, refused or been looked after. */
export const campaignRules: StreamRules<CampaignState, CampaignCommand, CampaignFact> = {
  kind: 'campaign',
  initial: NO_CAMPAIGN,
  decide: decideCampaign,
  evolve: evolveCampaign,
};

function decideCampaign(state: CampaignState, command: CampaignCommand, moment: Moment): Decision<CampaignFact> {
  const refused = guard(CAMPAIGN_ACTS, state, command, moment.actor);
  if (refused) return refused;
  return deciding({ evolve: evolveCampaign }, state, moment, (draft) => act(draft, command));
}

function plan(draft: CampaignDraft, command: CampaignCommandOf<'plan'>): Refusal | undefined {
  const { classes, window, interviewers, instrument, instrumentVersion } = command;
  const { person } = draft.moment.actor;
  const sizes = classes.every(({ size }) => Number.isInteger(size) && size > 0);
  const distinct = new Set(classes.map((one) => one.class)).size === classes.length;
  if (classes.length === 0 || !sizes || !distinct) return refuse('fieldInvalid', { field: 'classes' });
  if (window.opensAt <= draft.moment.at || window.closesAt <= window.opensAt)
    return refuse('fieldInvalid', { field: 'window' });
  if (!isCount(interviewers)) return refuse('fieldInvalid', { field: 'interviewers' });
  if (person === null) return refuse('wrongRole');
  draft.add({ type: 'campaignPlanned', owner: person, instrument, instrumentVersion, window, interviewers, classes });
  draft.open({ kind: 'campaignOpen', clock: 'campaignOpen', limitAt: window.opensAt, holder: person });
  return undefined;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}

function countInterviewers(
  draft: CampaignDraft,
  { interviewers }: CampaignCommandOf<'countInterviewers'>,
): Refusal | undefined {
  if (!Number.isInteger(interviewers) || interviewers < 0) return refuse('fieldInvalid', { field: 'interviewers' });
  draft.add({ type: 'interviewersCounted', interviewers });
  return undefined;
}

function open(draft: CampaignDraft, { wordingVerified }: CampaignCommandOf<'open'>): Refusal | undefined {
  if (!wordingVerified) return refuse('wordingUnverified');
  const { duties, owner, window } = draft.state;
  // Whoever holds the opening now goes on: the planner may have left since.
  const holder = duties.find((duty) => duty.kind === 'campaignOpen')?.holder ?? owner;
  draft.add({ type: 'campaignOpened' });
  draft.open({ kind: 'campaignClose', clock: 'campaignClose', limitAt: window.closesAt, holder });
  draft.done((duty) => duty.kind === 'campaignOpen', 'opened');
  return undefined;
}

/** Only while nobody has been invited: nobody is left behind. */
function withdraw(draft: CampaignDraft, { reasonCode }: CampaignCommandOf<'withdraw'>): Refusal | undefined {
  if (reasonCode === '') return refuse('reasonMissing');
  draft.done(() => true, 'withdrawn');
  draft.add({ type: 'campaignWithdrawn', by: draft.moment.actor.person, reasonCode });
  return undefined;
}

function extendWindow(draft: CampaignDraft, { closesAt }: CampaignCommandOf<'extendWindow'>): Refusal | undefined {
  if (closesAt <= draft.state.window.closesAt) return refuse('fieldInvalid', { field: 'closesAt' });
  draft.add({ type: 'windowExtended', closesAt });
  const live = draft.state.duties.find((duty) => duty.kind === 'campaignClose');
  if (live) moveDuty(draft, live, closesAt);
  return undefined;
}

/** A page of invitations. Refuses `outsideWindow`, `badStartTime`, `capacityExceeded` with the room that is left today (N12). */
function invitePage(draft: CampaignDraft, { pupils }: CampaignCommandOf<'invitePage'>): Refusal | undefined {
  const { state, moment } = draft;
  const { at, rules } = moment;
  if (at < state.window.opensAt || at > state.window.closesAt) return refuse('outsideWindow');
  const started = startRefused(rules, at);
  if (started) return started;
  const known = pupils.every((one) => isCount(one.count) && one.from === 'waiting');
  const perClass = new Set(pupils.map((one) => one.class)).size === pupils.length;
  const there = pupils.every((one) => one.count <= standing(state, 'waiting', one.class));
  if (pupils.length === 0 || !known || !perClass || !there) return refuse('fieldInvalid', { field: 'pupils' });
  const room = roomToday(rules, state, at);
  const capacity = dailyCapacity(rules.policy, state.interviewers);
  if (totalOf(pupils) > room) return refuse('capacityExceeded', { capacity, room });
  draft.add({ type: 'pageInvited', day: dayOf(at), pupils });
  return undefined;
}

/** Only those who were invited and have neither answered nor refused are reminded (N18). */
function remind(draft: CampaignDraft, { count }: CampaignCommandOf<'remind'>): Refusal | undefined {
  const { state, moment } = draft;
  const earliest = (state.openedAt ?? 0) + moment.rules.policy.screening.remindAfterDays * DAY;
  if (moment.at < earliest) return refuse('tooSoon', { earliest });
  if (!isCount(count) || count > standing(state, 'invited')) return refuse('fieldInvalid', { field: 'count' });
  draft.add({ type: 'remindersSent', count });
  return undefined;
}

/** Refuses `pupilsLeft` while anyone has neither answered nor refused nor an owner. */
function closeAnswering(draft: CampaignDraft, command: CampaignCommandOf<'closeAnswering'>): Refusal | undefined {
  countAnswers(draft, { act: 'countAnswers', pupils: command.answered ?? [] });
  const waiting = standing(draft.state, 'waiting');
  const invited = standing(draft.state, 'invited');
  if (waiting + invited > 0) return refuse('pupilsLeft', { waiting, invited });
  draft.add({ type: 'answeringClosed' });
  draft.done((duty) => duty.kind === 'campaignClose', 'closed');
  endWhenSettled(draft);
  return undefined;
}

type Doing = {
  readonly [A in CampaignActName]: (draft: CampaignDraft, command: CampaignCommandOf<A>) => Refusal | undefined;
};

/** The window's limits are agreed dates; a new calendar does not move them. */
const shared = (draft: CampaignDraft, command: SharedCommand): Refusal | undefined =>
  decideShared(draft, command, (duty) => duty.kind !== 'campaignAbsentee');

const DOING: Doing = {
  plan,
  countInterviewers,
  open,
  withdraw,
  extendWindow,
  invitePage,
  remind,
  countAnswers,
  recordRefusal,
  handAbsentees,
  settleAbsentees,
  closeAnswering,
  deadlinePassed: shared,
  callNext: shared,
  recalculate: shared,
  acknowledge: shared,
  replaceHolder: shared,
};

function act<A extends CampaignActName>(draft: CampaignDraft, command: CampaignCommandOf<A>): Refusal | undefined {
  const does = DOING[command.act] as (draft: CampaignDraft, command: CampaignCommandOf<A>) => Refusal | undefined;
  return does(draft, command);
}
