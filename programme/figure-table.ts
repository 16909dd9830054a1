import type { Language } from '#domain/scale';
import { words } from '#domain/words';
import type { Figures } from './document.ts';

const TITLES = [words('编码', 'code'), words('数值', 'value'), words('文中写法', 'as printed'), words('单位', 'unit')];

/** Every figure of a document by its code, sorted, for a sheet where each can be found again. A missing value is null. */
export function figureRows(figures: Figures, language: Language): readonly (readonly (string | number | null)[])[] {
  const codes = Object.keys(figures).toSorted();
  const rows = codes.map((code) => {
    const { value = null, shown = '', unit = '' } = figures[code] ?? {};
    return [code, value, shown, unit];
  });
  return [TITLES.map((title) => title[language]), ...rows];
}
