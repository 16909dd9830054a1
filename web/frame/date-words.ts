import { HOUR } from '#domain/instant';

/*
 * Instants in the words of a language, as `Intl` writes them. By hand: its formats take a browser longer than all the rest of a row of a list.
 * Schools of one country keep one time; a laptop that was abroad shows it too.
 */

const AHEAD = 8 * HOUR;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'] as const;

/** The same instant with the schools' civil time where a date has its UTC time. */
const civil = (at: number) => new Date(at + AHEAD);

/** 11月26日 · 26 Nov */
function daySaid(at: number, english: boolean): string {
  const date = civil(at);
  return english
    ? `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`
    : `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
}

/** 2026年11月26日 · 26 Nov 2026 */
export function wholeDaySaid(at: number, english: boolean): string {
  const year = civil(at).getUTCFullYear();
  return english ? `${daySaid(at, true)} ${year}` : `${year}年${daySaid(at, false)}`;
}

/** 18:30 */
export function timeSaid(at: number): string {
  return civil(at).toISOString().slice(-13, -8);
}

/** 11月26日 18:30 · 26 Nov, 18:30 */
export function clockSaid(at: number, english: boolean): string {
  return `${daySaid(at, english)}${english ? ',' : ''} ${timeSaid(at)}`;
}

/** 2026年11月26日 18:30 · 26 Nov 2026, 18:30 */
export function fullSaid(at: number, english: boolean): string {
  return `${wholeDaySaid(at, english)}${english ? ',' : ''} ${timeSaid(at)}`;
}
