import type { RefusedRow } from '#db/imports/report';
import { INTAKE_WORDS } from '#domain/intake-words';
import type { Language } from '#domain/scale';

const TITLES = {
  'zh-CN': ['行', '列', '代码', '原因', '关键题阳性'],
  en: ['row', 'column', 'code', 'why', 'critical'],
} as const satisfies Record<Language, readonly string[]>;

/** The refused rows as a csv that spreadsheet programs open, a line a fault. It holds row numbers, titles and codes, so nothing in it can be a formula. */
export function refusalsCsv(refused: readonly RefusedRow[], language: Language): string {
  const lines = refused.flatMap(({ row, faults, critical }) =>
    faults.map(({ column, code }) =>
      [row, column, code, `"${INTAKE_WORDS[code][language]}"`, critical?.level ?? ''].join(','),
    ),
  );
  return `\ufeff${[TITLES[language].join(','), ...lines].join('\r\n')}\r\n`;
}
