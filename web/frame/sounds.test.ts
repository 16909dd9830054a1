import { expect, it } from 'vitest';
import { isMeant } from './sounds.ts';

const spell = (text: string) => (text === '记录访谈' ? ['jilufangtan', 'jlft'] : []);

it('finds a name by a part of how it is written, in either language, and by how it sounds', () => {
  const names = ['记录访谈', 'record the interview'];
  for (const typed of ['访谈', '记录', 'INTERVIEW', 'the int', 'jlft', 'JL', 'fangtan', 'ji lu'])
    expect(isMeant(typed, names, spell), typed).toBe(true);
  for (const typed of ['转介', 'zj', 'flt', 'session']) expect(isMeant(typed, names, spell), typed).toBe(false);
  expect(isMeant('jlft', ['记录访谈'], () => [])).toBe(false);
});
