import { createHash } from 'node:crypto';
import { choosesHospital } from '#domain/hospital-room';
import type { Instant } from '#domain/instant';
import { namedStaffRefused, staffNamedBy } from '#domain/named-staff';
import type { Refusal } from '#domain/problem';
import type { Actor } from '#domain/role';
import type { Also, Moment, StreamId } from '#domain/stream';
import type { RuleBook } from './rule-book.ts';
import { type AnyCommand, rulesOf } from './streams.ts';
import type { Transaction } from './transaction.ts';
import { begin, type Held, hold, lockStreams, schoolPath } from './working-set.ts';

/** Acts on other streams that one act may cause; more would be two rules answering each other for ever. */
const MOST = 60;

export interface Asked {
  readonly at: Instant;
  readonly actor: Actor;
  readonly actKey: string;
}

/** A refusal anywhere refuses the whole act: nothing half-done. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.refused);
    this.refusal = refusal;
  }
}

/** The n-th new id of an act on a stream: the same act asked again mints the same ids. */
export function mintId(stream: StreamId, actKey: string, n: number): string {
  const hex = createHash('sha256').update(`${stream}|${actKey}|${n}`).digest('hex');
  // RFC 9562, version 8: a value of our own making.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * Decides one act and everything it causes on other streams of the student, in the order in which it is caused. Streams not yet held are locked here;
 * the case is always held first, so no two transactions of one student ever wait for each other in a circle.
 */
export async function decideAll(
  tx: Transaction,
  book: RuleBook,
  held: Map<StreamId, Held>,
  first: Held,
  command: AnyCommand,
  asked: Asked,
): Promise<void> {
  const queue: { target: Held; command: AnyCommand }[] = [{ target: first, command }];
  for (let done = 0; queue.length > 0; done += 1) {
    if (done > MOST) throw new Error(`act ${command.act} causes more than ${MOST} others`);
    const next = queue.shift();
    if (next === undefined) break;
    for (const also of await decideOne(book, next.target, next.command, asked))
      queue.push({ target: await targetOf(tx, held, first, also), command: also.command });
  }
}

async function decideOne(book: RuleBook, target: Held, command: AnyCommand, asked: Asked): Promise<readonly Also[]> {
  const hospital: unknown = Reflect.get(command, 'hospital');
  const read = await book.rulesFor(target, typeof hospital === 'string' ? hospital : undefined);
  const chooses = choosesHospital(command, target.state, asked.at);
  const rules = chooses ? { ...read, noRoom: await book.hospitalsWithoutRoom() } : read;
  const { decide, evolve } = rulesOf(target.kind);
  const moment: Moment = {
    self: target.id,
    at: asked.at,
    actor: asked.actor,
    rules,
    mint: (n) => mintId(target.id, asked.actKey, n),
  };
  const decision = decide(target.state, command, moment);
  if ('refused' in decision) throw new Refused(decision);
  await inOffice(book, target, command);
  for (const fact of decision.facts) target.state = evolve(target.state, fact, asked.at);
  target.facts.push(...decision.facts);
  target.keys.push(...decision.facts.map(() => asked.actKey));
  return decision.also;
}

/** Whoever is named beside the asker must be there to be called: what the rules know of people is the child's own chain. */
async function inOffice(book: RuleBook, { home }: Held, command: AnyCommand): Promise<void> {
  const named = staffNamedBy(command);
  if (named === null) return;
  const child = { near: home.near, school: schoolPath(home.near) };
  const refused = namedStaffRefused(command.act, await book.officesOf(named), child);
  if (refused !== undefined) throw new Refused(refused);
}

async function targetOf(tx: Transaction, held: Map<StreamId, Held>, first: Held, also: Also): Promise<Held> {
  const known = held.get(also.id);
  if (known !== undefined) return known;
  const made = also.starts
    ? begin(also.id, also.kind, first.home, caseOf(first, also), first.policyVersion)
    : await lockOne(tx, also.id, first);
  held.set(also.id, made);
  return made;
}

/** A stream started by a case or by one of its streams serves that case; a re-opened case serves none. */
function caseOf(first: Held, also: Also): string | null {
  if (also.kind === 'case') return null;
  return first.kind === 'case' ? first.id : first.caseId;
}

async function lockOne(tx: Transaction, id: StreamId, first: Held): Promise<Held> {
  const [row] = await lockStreams(tx, [id]);
  if (row === undefined) throw new Error('a stream that another names is not there');
  return hold(row, first.home.near);
}
