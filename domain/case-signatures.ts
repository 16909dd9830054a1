import { type CaseDraft, THINNING, thins } from './case-draft.ts';
import type { CaseDecision, CaseState, Proposal, Signature, Slot } from './case-state.ts';
import { atLeast, type Level, rank } from './level.ts';
import { type Refusal, refuse } from './problem.ts';
import { type Actor, peopleAt, type PersonId, type Post } from './role.ts';
import type { TextRef } from './stream.ts';

/** The signatures a decision needs at a level, the table of signatures: two sides at L3/L4; below, a head where two people are asked for. */
export function slotsFor(decision: CaseDecision, level: Level): readonly Slot[] {
  if (atLeast(level, 'L3') || decision === 'standDown') return ['education', 'health'];
  return decision === 'dismiss' || decision === 'close' ? ['head'] : [];
}

/** Places that nobody has signed yet. */
export function missing(proposal: Proposal): readonly Slot[] {
  return proposal.slots.filter((slot) => !proposal.signed.some((signature) => signature.slot === slot));
}

/** The place an actor's signature can fill, or null. Counselors propose; heads and experts sign. */
export function slotOf(actor: Actor, slots: readonly Slot[]): Slot | null {
  const fits = (slot: Slot): boolean => {
    if (slot === 'head') return actor.role === 'schoolHead';
    if (slot === 'health') return actor.role === 'expert' && actor.side === 'health';
    return actor.role === 'schoolHead' || (actor.role === 'expert' && actor.side === 'education');
  };
  return slots.find(fits) ?? null;
}

export interface Proposed {
  readonly decision: CaseDecision;
  readonly level: Level;
  /** The level whose table of signatures applies: the floor's when a first grade lies below it. */
  readonly signLevel: Level;
  readonly basis: readonly string[];
  readonly reasonCode: string;
  readonly reason: TextRef | null;
  /** Extra places beyond the table. */
  readonly slots?: readonly Slot[];
}

/** What a handler says: refused; a proposal with every place filled, to be concluded; or nothing more to do. */
export type Outcome = Refusal | Proposal | undefined;

/** The subject of the duty that waits for one place of a proposal. */
export function placeOf(proposal: string, slot: Slot): string {
  return `${proposal}:${slot}`;
}

/** Persons who stand behind a decision: its proposer and its signers. */
export function personsOf(proposal: Proposal): readonly PersonId[] {
  const signers = proposal.signed.map((signature) => signature.person);
  return [...new Set(proposal.by === null ? signers : [proposal.by, ...signers])];
}

/**
 * Proposes a decision and owes the missing signatures, or returns the finished proposal when none is missing.
 * A person of the fitting role signs by proposing; nobody signs twice.
 */
export function propose(draft: CaseDraft, what: Proposed): Outcome {
  const { state, moment } = draft;
  if (state.proposals.some((open) => open.decision === what.decision)) return refuse('proposalPending');
  const by = moment.actor.person;
  if (by === null) return refuse('wrongRole');
  if (thins(what, state.level) && by === state.raisedBy && atLeast(what.signLevel, 'L3'))
    return refuse('signerRaisedIt');
  const slots = what.slots ?? slotsFor(what.decision, what.signLevel);
  // Whoever lowered it may raise it, at once; the signature under the raise is another's.
  const mayNotSign = !thins(what, state.level) && by === state.loweredBy;
  const own = mayNotSign ? null : slotOf(moment.actor, slots);
  const signed: readonly Signature[] = own === null ? [] : [{ slot: own, person: by, role: moment.actor.role }];
  const { decision, level, basis, reasonCode } = what;
  const proposal: Proposal = { id: nextId(draft), decision, level, by, slots, signed, basis, reasonCode };
  draft.add({ type: 'proposed', proposal, reason: what.reason });
  for (const slot of missing(proposal)) owe(draft, proposal, slot, what.signLevel);
  return missing(proposal).length === 0 ? proposal : undefined;
}

/** A proposal is known by the version of its fact. */
const nextId = (draft: CaseDraft): string => String(draft.state.version + 1);

/**
 * A level above the last grade that rules or one person set, and for which no signature is owed yet: both sides are asked for it as for any raise. The
 * level itself stands, signed or not.
 */
export function oweSignatures(draft: CaseDraft): void {
  const { level, graded, levels, proposals } = draft.state;
  if (rank(level) <= rank(graded ?? 'L0') || !atLeast(level, 'L3')) return;
  if (proposals.some((open) => open.decision === 'raise' && open.level === level)) return;
  const raised = levels.at(-1);
  const by = raised?.by === 'floor' ? null : (raised?.persons[0] ?? null);
  const slots = slotsFor('raise', level);
  const rest = { slots, signed: [], basis: ['crisis'], reasonCode: 'provisionalLevel' };
  const proposal: Proposal = { id: nextId(draft), decision: 'raise', level, by, ...rest };
  draft.add({ type: 'proposed', proposal, reason: null });
  for (const slot of slots) owe(draft, proposal, slot, level);
}

/** The places for a step down by whoever raised it: below L3 one person may lower, but never the one who raised it alone (N25). */
export function slotsForLowering(
  state: CaseState,
  actor: Actor,
  decision: 'grade' | 'lower',
): readonly Slot[] | Refusal {
  const slots = slotsFor(decision, state.level);
  if (slots.length > 0 || actor.person !== state.raisedBy) return slots;
  return actor.role === 'schoolHead' ? refuse('signerRaisedIt') : ['head'];
}

/** Whose people sign in a place, the nearest first. */
const POSTS_OF = {
  head: ['head'],
  education: ['head', 'expertEducation'],
  health: ['expertHealth', 'nextExpert'],
} as const satisfies Record<Slot, readonly Post[]>;

/** Who signs where none of those may: the place stays with its side, and no case waits for ever because a school has one head. */
const STAND_INS_OF = {
  head: ['county', 'city'],
  education: ['county', 'city'],
  health: ['healthDuty'],
} as const satisfies Record<Slot, readonly Post[]>;

/** Who proposed the last decision to the contrary, and so does not sign this one (N25); null when nobody did. */
export function oppositeOf(state: CaseState, proposal: Proposal): PersonId | null {
  return thins(proposal, state.level) ? state.raisedBy : state.loweredBy;
}

/** Everybody who may not sign what is still missing of a proposal. */
function barredFrom(state: CaseState, proposal: Proposal): readonly PersonId[] {
  const opposite = oppositeOf(state, proposal);
  return [...new Set([...personsOf(proposal), ...(opposite === null ? [] : [opposite])])];
}

/** People who may sign in a place, in the order in which they are asked: its own, and stand-ins only where there is nobody of its own. */
function signersFor({ state, moment }: CaseDraft, proposal: Proposal, slot: Slot): readonly PersonId[] {
  const barred = barredFrom(state, proposal);
  const of = (posts: readonly Post[]) =>
    posts.flatMap((post) => moment.rules.posts[post] ?? []).filter((person) => !barred.includes(person));
  const own = of(POSTS_OF[slot]);
  return [...new Set(own.length > 0 ? own : of(STAND_INS_OF[slot]))];
}

/** The missing place that this actor can fill, by role or as the stand-in of a place that has nobody else; or null. */
export function placeFor(draft: CaseDraft, proposal: Proposal, actor: Actor): Slot | null {
  const open = missing(proposal);
  const own = slotOf(actor, open);
  if (own !== null || actor.person === null) return own;
  const { person } = actor;
  return open.find((slot) => signersFor(draft, proposal, slot).includes(person)) ?? null;
}

/** A raise or grade waits for `secondSignature`, what thins care out for `coSign`; each names the side it waits for and somebody who may sign. */
function owe(draft: CaseDraft, proposal: Proposal, slot: Slot, signLevel: Level): void {
  const barred = barredFrom(draft.state, proposal);
  // Nobody may sign: whoever answers for the vacant post finds somebody who can.
  const holder =
    signersFor(draft, proposal, slot)[0] ?? peopleAt(draft.moment.rules.posts, POSTS_OF[slot][0], barred)[0];
  const raising = !THINNING.has(proposal.decision) && slot !== 'head';
  const kind = raising ? 'secondSignature' : 'coSign';
  const clock = raising ? `secondSignature.${signLevel}.${slot}` : `coSign.${slot}`;
  const subject = placeOf(proposal.id, slot);
  draft.open({ kind, clock, subject, barred, ...(holder === undefined ? {} : { holder }) });
}
