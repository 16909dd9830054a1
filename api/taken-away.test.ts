import type { FastifyRequest } from 'fastify';
import { expect, it } from 'vitest';
import { words } from '#domain/words';
import type { Asker } from './asker.ts';
import { LINES_ASKED, takenAway } from './taken-away.ts';

const asker = { displayName: '=督导' } as Asker;
const columns = [words('个案', 'case'), words('等级', 'level')];
const at = Date.UTC(2026, 10, 26, 10, 30);

function linesOf(language: string, rows: Parameters<typeof takenAway>[1]['rows']): string[] {
  const request = { id: 'r1', headers: { 'accept-language': language } } as unknown as FastifyRequest;
  return takenAway(request, { asker, at, columns, rows }).trim().split('\r\n');
}

it('speaks the language of who asks and ends with who took it and when, in the schools’ time', () => {
  const rows = [['c1', words('L3（橙）', 'L3 (orange)')] as const];
  expect(linesOf('zh-CN', rows)).toEqual(['个案,等级', 'c1,L3（橙）', '导出人 =督导 · 2026-11-26 18:30:00 · 请求 r1']);
  expect(linesOf('en', rows).slice(1)).toEqual(['c1,L3 (orange)', 'Taken by =督导 · 2026-11-26 18:30:00 · request r1']);
});

it('says when lines were left out, and only then', () => {
  const full = Array.from({ length: LINES_ASKED - 1 }, (_, n) => [String(n), null] as const);
  expect(linesOf('en', full)).toHaveLength(full.length + 2);
  const cut = linesOf('en', [...full, ['one more', null]]);
  expect(cut).toHaveLength(full.length + 3);
  expect(cut.at(-2)).toContain('The first 20000 lines only');
  expect(cut.join('\n')).not.toContain('one more');
});
