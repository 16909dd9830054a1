import type { ReferralBasis } from './child-commands.ts';
import type { Instant } from './instant.ts';
import type { Level } from './level.ts';
import type { Rules, StreamState } from './stream.ts';

interface Asking {
  readonly level: Level;
  readonly basis: ReferralBasis;
  /** Hospitals that are not asked (again). */
  readonly except: ReadonlySet<string>;
}

/**
 * Hospitals still to be asked, in the policy's order: those with room first, then those whose agreement has ended or whose week is full. Nobody falls out
 * of it. In an emergency it is the policy's order itself: a child at L4 waits for no place in a list (精神卫生法 28).
 */
export function hospitalsLeft({ policy, noRoom = [] }: Rules, { level, basis, except }: Asking): readonly string[] {
  const left = policy.referral.order.filter((hospital) => !except.has(hospital));
  if (level === 'L4' || basis.kind === 'emergency') return left;
  const room = (hospital: string) => !noRoom.includes(hospital);
  return [...left.filter(room), ...left.filter((hospital) => !room(hospital))];
}

/** The hospital that a request goes to when nobody names one: below L4 one that its consent names, if any is left that it names. */
export function firstAsked(rules: Rules, asking: Asking): string | undefined {
  const left = hospitalsLeft(rules, asking);
  const { basis, level } = asking;
  const named =
    basis.kind === 'consent' && level !== 'L4' ? left.find((one) => basis.hospitals.includes(one)) : undefined;
  return named ?? left[0];
}

/** Whether this act may choose a hospital, so that its rules have to know who has room. */
export function choosesHospital(command: object, state: StreamState, at: Instant): boolean {
  if ('hospital' in command && command.hospital === null) return true;
  return state.duties.some((duty) => duty.kind === 'referralAnswer' && duty.limitAt <= at);
}
