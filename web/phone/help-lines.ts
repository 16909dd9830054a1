import type { Language } from './language.ts';

export interface HelpLine {
  readonly name: string;
  readonly number: string;
}

/** The lines of the first policy: shown until the server has named those in force, and whenever it cannot. */
export const FIRST_LINES: readonly HelpLine[] = [
  { name: '全国统一心理援助热线', number: '12356' },
  { name: '青少年服务热线', number: '12355' },
  { name: '医疗急救', number: '120' },
  { name: '报警求助', number: '110' },
];

/** National numbers by their English names; a local line keeps the name that the policy gives it. */
const ENGLISH: Readonly<Record<string, string>> = {
  '12356': 'National helpline for emotional support',
  '12355': 'Helpline for young people',
  '120': 'Medical emergency',
  '110': 'Police',
};
const PLACE = 'xinqiao.helpLines';

export function nameOf(line: HelpLine, language: Language): string {
  return language === 'en' ? (ENGLISH[line.number] ?? line.name) : line.name;
}

/** What a telephone dials: digits and a leading plus, whatever else the policy wrote for the eye. */
export function dialled(number: string): string {
  return `tel:${number.replace(/(?!^\+)[^\d]/g, '')}`;
}

/** The lines that the server named last on this phone. */
export function keptLines(): readonly HelpLine[] {
  try {
    return linesIn(JSON.parse(localStorage.getItem(PLACE) ?? 'null')) ?? FIRST_LINES;
  } catch {
    return FIRST_LINES;
  }
}

export function keepLines(lines: readonly HelpLine[]): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify(lines));
  } catch {
    // Without room the first lines stand in.
  }
}

/** The lines in something that came from outside; null when there is none that could be dialled. */
export function linesIn(value: unknown): readonly HelpLine[] | null {
  if (!Array.isArray(value)) return null;
  const lines = value.filter(
    (each): each is HelpLine =>
      typeof each === 'object' &&
      each !== null &&
      typeof Reflect.get(each, 'name') === 'string' &&
      /\d/.test(String(Reflect.get(each, 'number'))),
  );
  return lines.length === 0 ? null : lines.map(({ name, number }) => ({ name, number: String(number) }));
}
