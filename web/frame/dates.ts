import { clockSaid, fullSaid, timeSaid, wholeDaySaid } from './date-words.ts';
import { currentLanguage, textsOf } from './words.ts';

const DAY = 86_400_000;
const AHEAD = 8 * 3_600_000;

const english = () => currentLanguage() === 'en';

/** 11月26日 18:30 */
export const clockText = (at: number): string => clockSaid(at, english());

/** 2026年11月26日 18:30 */
export const fullText = (at: number): string => fullSaid(at, english());

/** 18:30 */
export const timeText = timeSaid;

/** 2026年11月26日 */
export const dayText = (at: number): string => wholeDaySaid(at, english());

/** A day as records keep it, `2026-11-26`, as people write it; what is no day stays as it is. */
export function civilDayText(day: string): string {
  const at = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00+08:00`) : Number.NaN;
  return Number.isNaN(at) ? day : dayText(at);
}

/** As a control of date and time wants it, in the schools' time: 2026-11-26T18:30. */
export function localText(at: number): string {
  return new Date(at + AHEAD).toISOString().slice(0, 16);
}

/** What such a control holds; undefined while it is not whole. */
export function localInstant(text: string): number | undefined {
  const at = Date.parse(`${text}:00+08:00`);
  return Number.isNaN(at) ? undefined : at;
}

/** Civil days from `from` to `to` on the schools' own calendar: 0 = the same day. */
export function daysBetween(from: number, to: number): number {
  return Math.floor((to + AHEAD) / DAY) - Math.floor((from + AHEAD) / DAY);
}

/** How long: "3 小时", "2 天"; never two units, the eye takes in one. */
export function lengthText(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const [count, unit] =
    minutes < 60
      ? [minutes, 'minutes']
      : minutes < 2_880
        ? [Math.floor(minutes / 60), 'hours']
        : [Math.floor(minutes / 1440), 'days'];
  return textsOf('frame')(`length.${unit}`, { count });
}
