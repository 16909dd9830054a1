import { paperWords, supportNeedWords } from '#domain/return-to-school-words';
import { slotWords } from '#domain/timeline/code-words';
import { dutyWords } from '#domain/timeline/duty-words';
import type { Words } from '#domain/words';
import { fullText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';

type Facts = Readonly<Record<string, unknown>>;

/** What a rule can want of somebody else first: a signature of a side, a paper, an arrangement. */
const WANTED: Readonly<Record<string, Words>> = { ...slotWords, ...paperWords, ...supportNeedWords };

/** What a refusal says beside its sentence, in words: which field, which duties, since when. Facts of other kinds are for programs. */
export function useRefusedDetail(): (facts: Facts) => readonly string[] {
  const t = useTexts('acts');
  const say = useSay();
  const listed = (codes: unknown, table: Readonly<Record<string, Words>>): string =>
    (Array.isArray(codes) ? codes : [])
      .flatMap((code: unknown) => say(table[String(code)]) || [])
      .join(t('frame:comma'));
  return ({ field, duties, missing, earliest, steady, needed }) => {
    const name =
      typeof field === 'string'
        ? t(`field.${field}`, { defaultValue: t(`wanted.${field}`, { defaultValue: '' }) })
        : '';
    const owed = listed(duties, dutyWords);
    const wanted = listed(missing, WANTED);
    return [
      ...(name === '' ? [] : [t('detail.field', { name })]),
      ...(owed === '' ? [] : [t('detail.duties', { what: owed })]),
      ...(wanted === '' ? [] : [t('detail.missing', { what: wanted })]),
      ...(typeof earliest === 'number' ? [t('detail.earliest', { time: fullText(earliest) })] : []),
      ...(typeof steady === 'number' && typeof needed === 'number' ? [t('detail.steady', { steady, needed })] : []),
    ];
  };
}
