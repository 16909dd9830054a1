import type { Limit } from '#domain/calendar';
import { DAY, dayOf, HOUR, type Instant, MINUTE, iso } from '#domain/instant';
import { type Level, levelLabel } from '#domain/level';
import { type Vocabulary, type Words, words } from '#domain/words';

export type Language = keyof Words;
export const LANGUAGES = ['zh-CN', 'en'] as const satisfies readonly Language[];

/** A sentence in both languages from one rule. */
function each(make: (language: Language) => string): Words {
  return words(make('zh-CN'), make('en'));
}

/** Parts of a sentence one after the other: `，` in Chinese, commas and `and` in English. */
export function joined(parts: readonly Words[]): Words {
  return each((language) =>
    language === 'en' ? english(parts.map((part) => part.en)) : parts.map((part) => part['zh-CN']).join('，'),
  );
}

/** A list of names of things: `、` in Chinese. */
export function listed(parts: readonly Words[]): Words {
  return each((language) =>
    language === 'en' ? english(parts.map((part) => part.en)) : parts.map((part) => part['zh-CN']).join('、'),
  );
}

function english(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** The codes of a vocabulary that are known; a code that nobody has put into words is not spoken, whatever it says. */
export function known<K extends string>(vocabulary: Vocabulary<K>, codes: readonly string[]): readonly Words[] {
  return codes.flatMap((code) => (Object.hasOwn(vocabulary, code) ? [vocabulary[code as K]] : []));
}

export function one<K extends string>(vocabulary: Vocabulary<K>, code: unknown): Words | null {
  return (typeof code === 'string' ? known(vocabulary, [code])[0] : undefined) ?? null;
}

/** `：a、b` after a clause when there is anything to add. */
export function after(clause: Words, more: readonly Words[]): Words {
  if (more.length === 0) return clause;
  const list = listed(more);
  return words(`${clause['zh-CN']}（${list['zh-CN']}）`, `${clause.en} (${list.en})`);
}

function count(n: number, zh: string, en: string, language: Language): string {
  return language === 'en' ? `${n} ${en}${n === 1 ? '' : 's'}` : `${n} ${zh}`;
}

/** A length of time as people say it: minutes, hours and minutes up to two days, then days. */
export function span(ms: number): Words {
  const minutes = Math.round(ms / MINUTE);
  if (ms < MINUTE) return words('不到 1 分钟', 'less than a minute');
  return each((language) => {
    if (minutes < 60) return count(minutes, '分钟', 'minute', language);
    if (ms >= 2 * DAY) return count(Math.round(ms / DAY), '天', 'day', language);
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    const whole = count(hours, '小时', 'hour', language);
    return rest === 0 ? whole : `${whole} ${count(rest, '分钟', 'minute', language)}`;
  });
}

/** A limit of the policy as people say it: wall time, school hours or school days. */
export function limitSpan({ basis, amount }: Limit): Words {
  if (basis === 'wall') return span(amount);
  return each((language) =>
    basis === 'days'
      ? count(amount, '个教学日', 'school day', language)
      : count(Math.round(amount / HOUR), '个在校小时', 'school hour', language),
  );
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A point in time as seen from another: the time alone on the same day, with the year only when it is another. */
export function when(at: Instant, from: Instant): Words {
  const clock = iso(at).slice(11, 16);
  const [year = '', month = '', day = ''] = dayOf(at).split('-');
  if (dayOf(at) === dayOf(from)) return words(clock, clock);
  const other = year !== dayOf(from).slice(0, 4);
  return words(
    `${other ? `${year}年` : ''}${Number(month)}月${Number(day)}日 ${clock}`,
    `${Number(day)} ${MONTHS[Number(month) - 1]}${other ? ` ${year}` : ''} ${clock}`,
  );
}

/** A day: `11月23日`, `23 Nov 2026`. */
export function date(at: Instant): Words {
  const [year = '', month = '', day = ''] = dayOf(at).split('-');
  return words(`${year}年${Number(month)}月${Number(day)}日`, `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`);
}

/** A level for staff: its colour and its code. */
export function levelWords(level: Level): Words {
  return each((language) =>
    language === 'en'
      ? `${level} (${levelLabel(level, 'fourColours', 'en').toLowerCase()})`
      : `${level}（${levelLabel(level, 'fourColours', 'zh-CN')}）`,
  );
}
