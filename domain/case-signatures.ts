import { type CaseDraft, clockFor } from './case-level.ts';
import type { CaseDecision, Proposal, Signature, Slot } from './case-state.ts';
import type { Duty } from './duty.ts';
import { atLeast, type Level } from './level.ts';
import { type Refusal, refuse } from './problem.ts';
import type { Actor, PersonId } from './role.ts';
import type { TextRef } from './stream.ts';

/** Decisions that thin care out; whoever proposed the last raise signs none of them (N25). */
export const THINNING: ReadonlySet<CaseDecision> = new Set<CaseDecision>(['lower', 'standDown', 'dismiss', 'close']);

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

/** Whether a duty waits for a signature of this proposal. */
export function waitsFor(duty: Duty, proposal: string): boolean {
  return (
    duty.subject?.startsWith(`${proposal}:`) === true && (duty.kind === 'coSign' || duty.kind === 'secondSignature')
  );
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
  if (THINNING.has(what.decision) && by === state.raisedBy && atLeast(what.signLevel, 'L3'))
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

/** A raise or grade waits for `secondSignature`, what thins care out for `coSign`; each names the side it waits for. */
function owe(draft: CaseDraft, proposal: Proposal, slot: Slot, signLevel: Level): void {
  const { rules } = draft.moment;
  const severe = atLeast(signLevel, 'L3');
  const raising = !THINNING.has(proposal.decision);
  const post = slot === 'health' ? 'expertHealth' : 'head';
  const holder = rules.posts[post]?.[0];
  const kind = raising ? 'secondSignature' : 'coSign';
  const clock = raising ? clockFor(rules, 'secondSignature', signLevel) : severe ? 'coSign.severe' : 'coSign';
  draft.open({ kind, clock, subject: placeOf(proposal.id, slot), ...(holder === undefined ? {} : { holder }) });
}
