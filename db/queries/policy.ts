import { eq } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import type { Policy } from '#domain/policy';
import { policies } from '#db/schema/index';
import { instantToText } from '#db/schema/columns';
import { type Answered, type Call, callIn, type Database, keptOfEach, type Transaction } from '#db/transaction';

/** Policy documents never change once in force, so a version read once is right for ever. */
const known = keptOfEach(() => new Map<number, Policy>());

/** A version that has been read through this pool before. */
export function knownPolicy(db: Database, version: number): Policy | undefined {
  return known.of(db).get(version);
}

/** The policy a stream pins. Throws when the version is unknown: rules never fall back to another (N21). */
export async function policyOf(tx: Transaction, version: number): Promise<Policy> {
  const held = known.in(tx).get(version);
  if (held !== undefined) return held;
  const [row] = await tx.select({ document: policies.document }).from(policies).where(eq(policies.version, version));
  if (row === undefined) throw new Error(`no policy version ${version}`);
  // Written by publishPolicy after it was parsed; the hash beside it is checked by `verify`.
  const policy = row.document as Policy;
  known.in(tx).set(version, policy);
  return policy;
}

/** The version in force at an instant: what a new stream pins. */
export async function policyInForce(tx: Transaction, at: Instant): Promise<number> {
  return versionIn(await callIn(tx, inForceAt(at)));
}

/** The same as a call, and what it has found. */
export function inForceAt(at: Instant): Call {
  const text =
    'select version from policies where in_force_from <= $1 order by in_force_from desc, version desc limit 1';
  return { text, parameters: [instantToText(at)] };
}

export function versionIn([row]: readonly Answered[]): number {
  if (row?.version == null) throw new Error('no policy is in force');
  return Number(row.version);
}
