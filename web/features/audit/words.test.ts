import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import en from '#web/texts/en/audit.json' with { type: 'json' };
import zh from '#web/texts/zh/audit.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '../../..');

/** Whatever is written into the audit under a fixed code, out of the sources of the API and the database. */
function codes(): string[] {
  const files = ['api', 'db'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => join(ROOT, folder, file)),
  );
  const found = files.flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    const written = [...source.matchAll(/\baction: '([\w:]+)'/g)];
    return [...written, ...source.matchAll(/'((?:read|readTexts|readTimeline|list|count|export):\w+)'/g)].map(
      ([, code = '']) => code,
    );
  });
  return [...new Set(found)].sort();
}

it('has words in both languages for everything that is written into the read log', () => {
  const all = codes();
  expect(all.length).toBeGreaterThan(20);
  for (const texts of [zh, en]) {
    const acts: Readonly<Record<string, string>> = texts.act;
    const things: Readonly<Record<string, string>> = texts.of;
    const unsaid = all.filter((code) => {
      const [act = '', of] = code.split(':');
      return acts[act] === undefined || (of !== undefined && things[of] === undefined);
    });
    expect(unsaid).toEqual([]);
  }
});
