import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditWords } from '#domain/audit-words';
import { CASE_ACTS } from '#domain/case-acts';
import { FOLLOW_UP_ACTS } from '#domain/follow-up-acts';
import { RETURN_ACTS } from '#domain/return-to-school-acts';

const ROOT = join(import.meta.dirname, '../../..');

/** Written into the history of a report and of the tree, not into the audit. */
const ELSEWHERE = new Set([
  'added',
  'drafted',
  'dropped',
  'edited',
  'formed',
  'merged',
  'moved',
  'refreshed',
  'returned',
]);

/** Whatever the sources of the API and the database write into the audit under a fixed code. */
function codes(): string[] {
  const files = ['api', 'db'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|\.d\.ts$/.test(file))
      .map((file) => join(ROOT, folder, file)),
  );
  const found = files.flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    const acts = source.matchAll(/\b(?:act|action): '([\w:]+)'/g);
    const either = [...source.matchAll(/\baction: [\w.()]+ \? '(\w+)' : '(\w+)'/g)].flatMap(([, one, other]) => [
      one,
      other,
    ]);
    const kept = source.matchAll(/\b(?:kept\(desk|once\([\w., ]+), '(\w+)'/g);
    const looks = source.matchAll(/'((?:read|readTexts|readTimeline|list|count|export):\w+)'/g);
    return [...[...acts, ...kept, ...looks].map(([, code]) => code), ...either].flatMap((code) => code ?? []);
  });
  return [...new Set(found)].filter((code) => !ELSEWHERE.has(code)).sort();
}

describe('what a line of the audit says', () => {
  it('is words in both languages, whatever the API and the database write', () => {
    const all = codes();
    for (const code of ['keepRecord', 'makeGuardianLink', 'listName', 'listStudent', 'export:ledger', 'plan'])
      expect(all).toContain(code);
    expect(all.filter((code) => auditWords(code, null) === undefined)).toEqual([]);
  });

  it('is words for every act of a child’s case, follow-up and return', () => {
    const acts = { case: CASE_ACTS, followUp: FOLLOW_UP_ACTS, return: RETURN_ACTS };
    const unsaid = Object.entries(acts).flatMap(([kind, table]) =>
      Object.keys(table).filter((act) => auditWords(act, kind) === undefined),
    );
    expect(unsaid).toEqual([]);
  });

  it('says of a refused act that nothing was recorded', () => {
    expect(auditWords('grade', 'case')?.en).not.toContain('refused');
    expect(auditWords('grade:stale', 'case')?.en).toContain('refused');
    expect(auditWords('enterCalendarYear:2026', null)?.en).not.toContain('refused');
  });

  it('tells opening a campaign, whose stream an auditor does not see, from opening a case', () => {
    expect(auditWords('open', null)?.en).toBe('open it');
    expect(auditWords('open', 'case')?.en).not.toBe('open it');
  });

  it('names a thing that was listed by a part of it, and a file by its kind', () => {
    expect(auditWords('list:duties:overdue', null)?.en).toBe('listed: duties');
    expect(auditWords('export:records/activity', null)?.en).toBe('exported: records of the programme');
  });
});
