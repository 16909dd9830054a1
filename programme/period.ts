import type { Day } from '#domain/instant';

/** Civil days, both included. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

const FIRST_MONTH = 9;

/** The school year in which a day lies, named by its first calendar year: September to August. */
export function schoolYearOf(day: Day): number {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return month >= FIRST_MONTH ? year : year - 1;
}

export function schoolYear(first: number): Period {
  return { from: `${first}-09-01`, to: `${first + 1}-08-31` };
}

/** The same days a year before. The 29th of February becomes the 28th. */
export function yearBefore({ from, to }: Period): Period {
  return { from: dayBefore(from), to: dayBefore(to) };
}

function dayBefore(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const shifted = month === 2 && date === 29 ? 28 : date;
  return `${year - 1}-${String(month).padStart(2, '0')}-${String(shifted).padStart(2, '0')}`;
}
