import { currentLanguage, textsOf } from './words.ts';

/** Schools of one country keep one time; a laptop that was abroad shows it too. */
const ZONE = 'Asia/Shanghai';
const DAY = 86_400_000;
const AHEAD = 8 * 3_600_000;

const kept = new Map<string, Intl.DateTimeFormat>();

function formatted(at: number, name: string, options: Intl.DateTimeFormatOptions): string {
  const locale = currentLanguage() === 'en' ? 'en-GB' : 'zh-CN';
  const key = `${locale} ${name}`;
  const format = kept.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: ZONE, hourCycle: 'h23', ...options });
  kept.set(key, format);
  return format.format(at);
}

/** Makes the formats that lists use, before a list waits for them. */
export function warmDates(): void {
  for (const text of [clockText, fullText, timeText, dayText]) text(0);
}

/** 11月26日 18:30 */
export function clockText(at: number): string {
  return formatted(at, 'clock', { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
}

/** 2026年11月26日 18:30 */
export function fullText(at: number): string {
  return formatted(at, 'full', { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
}

/** 18:30 */
export function timeText(at: number): string {
  return formatted(at, 'time', { hour: '2-digit', minute: '2-digit' });
}

/** 2026年11月26日 */
export function dayText(at: number): string {
  return formatted(at, 'day', { year: 'numeric', month: 'short', day: 'numeric' });
}

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
