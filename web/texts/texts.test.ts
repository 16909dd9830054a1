import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { levelLabel } from '#domain/level';

const HERE = import.meta.dirname;
const WEB = join(HERE, '..');
const CHINESE = /\p{Script=Han}/u;
/** What may stand in Chinese between English words: names that have no other. */
const NAMES = /中文/;

type Texts = { readonly [key: string]: string | Texts };

function textsOf(language: string, name: string): Map<string, string> {
  const flat = new Map<string, string>();
  const walk = (texts: Texts, path: string) => {
    for (const [key, value] of Object.entries(texts)) {
      if (typeof value === 'string') flat.set(path + key, value);
      else walk(value, `${path}${key}.`);
    }
  };
  walk(JSON.parse(readFileSync(join(HERE, language, `${name}.json`), 'utf8')) as Texts, '');
  return flat;
}

const namesIn = (language: string) =>
  readdirSync(join(HERE, language))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace('.json', ''))
    .sort();
const NAMES_OF_FILES = namesIn('zh');
const marks = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(([mark]) => mark).sort();

it('has the same files of texts in both languages', () => {
  expect(namesIn('en')).toEqual(NAMES_OF_FILES);
});

describe.each(NAMES_OF_FILES)('the texts of %s', (name) => {
  const zh = textsOf('zh', name);
  const en = textsOf('en', name);

  it('say the same things with the same marks in both languages', () => {
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort());
    expect([...en].map(([key, text]) => [key, marks(text)])).toEqual(
      [...en.keys()].map((key) => [key, marks(zh.get(key) ?? '')]),
    );
  });

  it('are Chinese in the one and have no Chinese in the other', () => {
    expect([...en].filter(([, text]) => CHINESE.test(text) && !NAMES.test(text))).toEqual([]);
    expect([...zh].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

it('call a level by its colour and its code: 三级 alone is the least in one county and the second worst in another', () => {
  for (const [language, locale] of [
    ['zh', 'zh-CN'],
    ['en', 'en'],
  ] as const)
    for (const [name, path] of [
      ['frame', 'level'],
      ['administration', 'rhythm'],
    ] as const)
      for (const level of ['L1', 'L2', 'L3', 'L4'] as const) {
        const said = textsOf(language, name).get(`${path}.${level}`);
        expect([name, said]).toEqual([name, `${levelLabel(level, 'fourColours', locale)} · ${level}`]);
      }
  const ordinals = NAMES_OF_FILES.flatMap((name) =>
    [...textsOf('zh', name)].filter(([, text]) => /[二三四]级(?!网络)/.test(text)),
  );
  expect(ordinals).toEqual([]);
});

/** `t('a.b')` in a file that says `useTexts('x')`: text a.b of x; `t('y:a.b')`: of y. Keys made at run time are not seen here. */
function usedKeys(source: string): string[] {
  const code = source.replace(/^\s*\/?\*.*$/gm, '');
  const [, own = 'frame'] = /useTexts\('(\w+)'\)/.exec(source) ?? [];
  return [...code.matchAll(/\bt\(\s*'([\w.:-]+)'/g)].map(([, key = '']) => (key.includes(':') ? key : `${own}:${key}`));
}

it('has every text that a screen asks for by its name', () => {
  const all = new Set(NAMES_OF_FILES.flatMap((name) => [...textsOf('zh', name).keys()].map((key) => `${name}:${key}`)));
  const sources = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith('answering'),
  );
  const missing = sources.flatMap((file) =>
    usedKeys(readFileSync(join(WEB, file), 'utf8'))
      .filter((key) => !all.has(key))
      .map((key) => `${file}: ${key}`),
  );
  expect(sources.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});

it('has no Chinese and no English sentence written into a screen', () => {
  const sources = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.tsx') && !file.startsWith('answering'),
  );
  const found = sources.flatMap((file) =>
    readFileSync(join(WEB, file), 'utf8')
      .split('\n')
      .filter((line) => CHINESE.test(line) && !NAMES.test(line) && !/^\s*(\/\/|\/?\*)/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
