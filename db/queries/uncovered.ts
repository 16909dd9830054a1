import { isUncovered } from '#domain/calendar';
import type { Instant } from '#domain/instant';
import { clockOf } from '#domain/policy';
import type { Transaction } from '#db/transaction';
import { coverageNow } from './calendar.ts';
import { policyOf } from './policy.ts';

/** A duty as far as its limit is looked at. */
interface Limited {
  readonly clock: string;
  readonly openedAt: Instant;
  readonly limitAt: Instant | null;
}

/** Tells which duties of a stream under this policy have limits on days that no list covers. */
export async function uncoveredUnder(tx: Transaction, policyVersion: number): Promise<(duty: Limited) => boolean> {
  const covered = await coverageNow(tx);
  const policy = await policyOf(tx, policyVersion);
  return ({ clock, openedAt, limitAt }) =>
    limitAt !== null && isUncovered(covered, clockOf(policy, clock).limit.basis, openedAt, limitAt);
}

/** The same over streams of any policy. */
export async function uncoveredJudge(tx: Transaction): Promise<(policy: number, duty: Limited) => Promise<boolean>> {
  const judges = new Map<number, Promise<(duty: Limited) => boolean>>();
  return async (policy, duty) => {
    const judge = judges.get(policy) ?? uncoveredUnder(tx, policy);
    judges.set(policy, judge);
    return (await judge)(duty);
  };
}
