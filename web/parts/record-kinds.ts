import { useQuery } from '@tanstack/react-query';
import type { paths } from '#api/openapi';
import type { Words } from '#domain/words';
import type { Field, Fields } from '#programme/field';
import { api, ask } from '#web/frame/api.ts';
import { civilDayText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { plain } from './plain.ts';

export type KindCode = paths['/api/records/{kind}']['get']['parameters']['path']['kind'];
type Told = paths['/api/records/kinds']['get']['responses'][200]['content']['application/json']['items'][number];
/** A kind of record as the API tells it; its fields are those of programme/field. */
export type RecordKind = Omit<Told, 'kind' | 'fields' | 'name'> & {
  readonly kind: KindCode;
  readonly name: Words;
  readonly fields: Fields;
};
export type RecordLine =
  paths['/api/records/{kind}']['get']['responses'][200]['content']['application/json']['items'][number];

/** Every kind of record, with its fields and what one may do with it at the own place. */
export function useKinds() {
  return useQuery({
    queryKey: ['recordKinds'],
    queryFn: async () => {
      const { items } = await ask(() => api.GET('/api/records/kinds'));
      return items as unknown as readonly RecordKind[]; // the API draws them from the same declarations
    },
    staleTime: 3_600_000,
  });
}

/** A value in the reader's language: words for codes, "yes" for true; tables and files by their number. */
export function useValueText() {
  const say = useSay();
  const t = useTexts('frame');
  const one = (field: Field, value: unknown): string => {
    if (value === undefined || value === null) return '';
    if (field.type === 'choice') return say(field.of[plain(value)]) || plain(value);
    if (field.type === 'choices' && Array.isArray(value))
      return value.map((code) => say(field.of[String(code)]) || String(code)).join(t('comma'));
    if (field.type === 'day') return civilDayText(plain(value));
    if (field.type === 'flag') return t(value === true ? 'yes' : 'no');
    if (field.type === 'rows' || field.type === 'files')
      return t('entries', { count: Array.isArray(value) ? value.length : 0 });
    return Array.isArray(value) ? value.join(t('comma')) : plain(value);
  };
  return one;
}

/** What a record is called: the values that tell it from others of its kind. */
export function useTitle() {
  const text = useValueText();
  return (kind: RecordKind | undefined, values: Readonly<Record<string, unknown>>): string =>
    (kind?.natural ?? [])
      .flatMap((name) => {
        const field = kind?.fields[name];
        const shown = field === undefined ? '' : text(field, values[name]);
        return shown === '' ? [] : [shown];
      })
      .join(' · ');
}
