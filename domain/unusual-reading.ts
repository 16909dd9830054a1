/** What one member of staff looked at on one day. */
export interface ReadingDay {
  /** Children whose record, words, packet or identity they opened. */
  readonly children: number;
  /** Of these, between 22:00 and 06:00 in the schools' time. */
  readonly night: number;
  /** Files that they took away. */
  readonly exports: number;
}

/** Looks at one child's record, as patterns of the audit's codes; a line of a list is no look at the child. */
export const SIGHTS = ['read:%', 'readTexts:%', 'readTimeline:%', 'readPacket%', 'openIdentity%', 'export:%'] as const;

/** From how many on an auditor is shown the day (docs/decisions/0090): twice what the busiest counselor has to open on a day, and little at night. */
export const UNUSUAL = { children: 40, night: 5, exports: 5 } as const satisfies ReadingDay;

export const UNUSUAL_SIGNS = ['children', 'night', 'exports'] as const satisfies readonly (keyof ReadingDay)[];
export type UnusualSign = (typeof UNUSUAL_SIGNS)[number];

/** Why a day stands out; none: it does not. A question to ask, not a charge. */
export function signsOf(day: ReadingDay): readonly UnusualSign[] {
  return UNUSUAL_SIGNS.filter((sign) => day[sign] >= UNUSUAL[sign]);
}

export function isUnusual(day: ReadingDay): boolean {
  return signsOf(day).length > 0;
}
