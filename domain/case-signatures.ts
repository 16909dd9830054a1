import { type CaseDraft, THINNING, thins } from './case-draft.ts';
import type { CaseDecision, CaseState, Proposal, Signature, Slot } from './case-state.ts';
import { atLeast, type Level } from './level.ts';
import { type Refusal, refuse } from './problem.ts';
import { type Actor, peopleAt, type PersonId, type Post } from './role.ts';
import type { TextRef } from './stream.ts';

/** The signatures a decision needs at a level, the table of signatures: two sides at L3/L4; below, a head where two people are asked for. */
export function slotsFor(decision: CaseDecision, level: Level): readonly Slot[] {
  if (atLeast(level, 'L3') || decision === 'standDown') return ['education', 'health'];
  return decision === 'dismiss' || decision === 'close' ? ['head'] : [];
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
  return [...new Set([proposal.by, ...proposal.signed.map((signature) => signature.person)])];
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
  const own = slotOf(moment.actor, slots);
  const signed: readonly Signature[] = own === null ? [] : [{ slot: own, person: by, role: signerRole(moment.actor) }];
  const id = String(state.version + 1);
  const proposal: Proposal = {
    id,
    decision: what.decision,
    level: what.level,
    by,
    slots,
    signed,
    reasonCode: what.reasonCode,
  };
  draft.add({ type: 'proposed', proposal, reason: what.reason });
  const missing = slots.filter((slot) => slot !== own);
  for (const slot of missing) owe(draft, proposal, slot, what.signLevel);
  return missing.length === 0 ? proposal : undefined;
}

export function signerRole(actor: Actor): Signature['role'] {
  return actor.role === 'expert' ? 'expert' : 'schoolHead';
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

const POSTS_OF = {
  head: ['head'],
  education: ['head', 'expertEducation'],
  health: ['expertHealth', 'nextExpert'],
} as const satisfies Record<Slot, readonly Post[]>;

/** A raise or grade waits for `secondSignature`, what thins care out for `coSign`; each names the side it waits for and somebody who may sign. */
function owe(draft: CaseDraft, proposal: Proposal, slot: Slot, signLevel: Level): void {
  const { moment, state } = draft;
  const { posts } = moment.rules;
  const except = [proposal.by, ...(thins(proposal, state.level) && state.raisedBy !== null ? [state.raisedBy] : [])];
  const able = POSTS_OF[slot].flatMap((post) => posts[post] ?? []).filter((person) => !except.includes(person));
  // Nobody may sign: whoever answers for the vacant post finds somebody who can.
  const holder = able[0] ?? peopleAt(posts, POSTS_OF[slot][0], except)[0];
  const raising = !THINNING.has(proposal.decision) && slot !== 'head';
  const kind = raising ? 'secondSignature' : 'coSign';
  const clock = raising ? `secondSignature.${signLevel}.${slot}` : `coSign.${slot}`;
  draft.open({ kind, clock, subject: placeOf(proposal.id, slot), ...(holder === undefined ? {} : { holder }) });
}
