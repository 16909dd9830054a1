import { createHash } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OfficialDocument } from '#programme/document';
import { sampleReply, sampleReport } from '#tools/testing/sample-documents';
import { partsIn, readWord } from '#tools/testing/word-file';
import { wordOf } from './word.ts';

/** One white point: what a chart looks like is tried beside the charts. */
const POINT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4////fwAJ+wP9BUNFygAAAABJRU5ErkJggg==';
const picture = { png: Buffer.from(POINT, 'base64'), width: 1, height: 1, lettered: true };
const PICTURES = new Map([['hours-chart', picture]]);

const written = (document: OfficialDocument) => wordOf(document, PICTURES);
const digest = (file: Uint8Array) => createHash('sha256').update(file).digest('hex');

afterEach(() => {
  vi.useRealTimers();
});

describe('the same document', () => {
  it('gives the same bytes, days apart and however often', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 8, 18, 1) });
    const first = await written(sampleReport());
    vi.setSystemTime(Date.UTC(2031, 1, 2, 3));
    await written(sampleReply());
    expect(digest(await written(sampleReport()))).toBe(digest(first));
  });

  it('gives the same bytes when a store has turned the order of its keys', async () => {
    const { figures, tables, ...rest } = sampleReport();
    const turned = <T>(map: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(map).toReversed());
    const again = { tables: turned(tables), figures: turned(figures), ...rest };
    expect(digest(await written(again))).toBe(digest(await written(sampleReport())));
  });

  it('gives other bytes when one figure is another', async () => {
    const { figures, ...rest } = sampleReport();
    const moved = { ...rest, figures: { ...figures, 'activities.times': { value: 610, shown: '610', unit: '次' } } };
    expect(digest(await written(moved))).not.toBe(digest(await written(sampleReport())));
  });
});

describe('a package', () => {
  let file: Uint8Array;
  beforeAll(async () => {
    file = await written(sampleReport());
  });

  it('says the day of the document and no moment of its making', () => {
    const core = partsIn(file).get('docProps/core.xml') ?? '';
    expect(core.match(/2026-09-18T00:00:00Z/g)).toHaveLength(2);
    expect(core).toContain('<dc:creator>心桥市教育局</dc:creator>');
    const bytes = Buffer.from(file).toString('latin1');
    const times = bytes
      .split('PK\u0003\u0004')
      .slice(1)
      .map((part) => part.slice(6, 10));
    expect(times.length).toBeGreaterThan(5);
    expect(new Set(times)).toEqual(new Set(['\0\0!\0'])); // midnight of 1 January 1980
  });

  it('names the official typefaces, says what may stand in for them, and brings none', () => {
    const fonts = partsIn(file).get('word/fontTable.xml') ?? '';
    for (const name of ['仿宋_GB2312', '楷体_GB2312', '方正小标宋简体', '黑体', '宋体'])
      expect(fonts).toContain(`w:name="${name}"`);
    expect(fonts).toContain('<w:altName w:val="FangSong"/>');
    expect(Buffer.from(file).toString('latin1')).not.toMatch(/\.odttf|w:embed/);
  });

  it('reaches out to nothing', () => {
    const relations = [...partsIn(file)].filter(([name]) => name.endsWith('.rels'));
    expect(relations.map(([, xml]) => xml).join('')).not.toContain('TargetMode="External"');
  });
});

describe('a reply', () => {
  it('holds the parts of its form, in order', async () => {
    const { paragraphs } = readWord(await written(sampleReply()));
    expect(paragraphs.slice(0, 9)).toEqual([
      '办理结果：A',
      '是否同意对外公开：是',
      '心桥市教育局文件',
      '　心教函〔2026〕12号\t签发人：林知远　',
      '心桥市教育局',
      '关于对市政协三届二次会议第 16 号提案的',
      '答复',
      '市政协教科卫体委员会：',
      '贵单位提出的《关于加强青少年心理健康教育工作的建议》收悉。感谢贵单位对全市教育事业的关心。经研究，现答复如下：',
    ]);
    expect(paragraphs.slice(-6)).toEqual([
      '心桥市教育局',
      '2026年9月18日',
      '　抄送：市政协提案委（2份），市委市政府督查局（2份）。　',
      '\t\t\u00a0',
      '　心桥市教育局办公室\t2026年9月20日印发　',
      '（联系人：周以宁　电话：000-1234567）',
    ]);
  });

  it('shows every figure in a locked field under its code', async () => {
    const { figures, xml, paragraphs } = readWord(await written(sampleReply()));
    expect(figures).toEqual([
      ['bodies.branches', '7个'],
      ['training.april', '960余人'],
      ['staff.certified.teacher', '239人'],
      ['staff.certified.counsellor', '837人'],
      ['activities.times.publicity', '349次'],
      ['activities.heads.publicity', '477883人次'],
      ['activities.times.drama', '21次'],
      ['activities.heads.drama', '25700人次'],
      ['activities.times.peers', '25次'],
      ['activities.heads.peers', '12091人次'],
    ]);
    expect(xml.match(/<w:lock w:val="sdtContentLocked"\/>/g)).toHaveLength(10);
    expect(new Set(xml.match(/<w:id w:val="\d+"\/>/g)).size).toBe(10);
    expect(paragraphs.join()).toContain('三是活动全面覆盖。本学年共开展知识宣传349次，覆盖477883人次；');
  });

  it('sets what a point is about off from the rest', async () => {
    const { xml } = readWord(await written(sampleReply()));
    const leads = [...xml.matchAll(/<w:b\/>(?:(?!<w:t).)*<w:t [^>]*>([^<]*)</g)].map(([, text]) => text);
    expect(leads.join('')).toContain('一是完善组织架构。二是建强专业队伍。');
  });
});

describe('a page', () => {
  it('has the size, margins and line of the official form', async () => {
    const { xml } = readWord(await written(sampleReply()));
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"');
    const margins = /<w:pgMar ([^/]*)\/>/.exec(xml)?.[1] ?? '';
    for (const margin of ['w:top="2098"', 'w:bottom="1984"', 'w:left="1587"', 'w:right="1474"'])
      expect(margins).toContain(margin);
    expect(xml).toContain('w:line="579" w:lineRule="exact"');
    expect(xml).toContain('w:firstLineChars="200"');
    expect(xml).toContain('<w:color w:val="FF0000"/>');
  });

  it('carries its number between dashes, right on odd pages and left on even ones', async () => {
    const parts = partsIn(await written(sampleReply()));
    const feet = [...parts].flatMap(([name, xml]) => (/word\/footer\d\.xml/.test(name) ? [xml] : []));
    expect(
      feet.map((xml) => /<w:jc w:val="(\w+)"/.exec(xml)?.[1]).toSorted((a, b) => (a ?? '').localeCompare(b ?? '')),
    ).toEqual(['left', 'right']);
    for (const xml of feet) expect(xml).toMatch(/— <.*PAGE.*> —</s);
    expect(parts.get('word/settings.xml')).toContain('<w:evenAndOddHeaders');
  });

  it('says on top that a draft is one', async () => {
    const heads = async (document: OfficialDocument) =>
      [...partsIn(await written(document))].filter(([name, xml]) => /word\/header/.test(name) && xml.includes('草稿'));
    expect(await heads({ ...sampleReply(), date: null })).toHaveLength(2);
    expect(await heads(sampleReply())).toEqual([]);
  });
});

describe('a report', () => {
  it('has its headings in the outline', async () => {
    const { xml } = readWord(await written(sampleReport()));
    const levels = [...xml.matchAll(/<w:pStyle w:val="Heading(\d)"\/>/g)].map(([, level]) => level);
    expect(levels).toEqual(['1', '2', '2', '3', '4', '1', '1']);
  });

  it('repeats the titles of a table on every page and breaks no row', async () => {
    const { xml, figures } = readWord(await written(sampleReport()));
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(2);
    expect(xml.match(/<w:cantSplit\/>/g)?.length).toBe(1 + 9 + 1 + 8);
    expect(figures).toContainEqual(['activities.heads', '615586']);
  });

  it('says in words what a chart shows', async () => {
    const { xml, paragraphs } = readWord(await written(sampleReport()));
    expect(xml).toMatch(
      /<wp:docPr id="1" name="hours-chart" descr="柱形图：各县（区）课时完成情况，单位：课时。小学：梧州区 10、/,
    );
    expect(paragraphs).toContain('图1　各县（区）课时完成情况');
    expect(paragraphs).toContain('图1　数据');
  });

  it('says when the letters of a chart could not be drawn', async () => {
    const file = await wordOf(sampleReport(), new Map([['hours-chart', { ...picture, lettered: false }]]));
    expect(readWord(file).paragraphs).toContain('【制图的机器没有中文字体，图中文字以表为准】');
  });

  it('is not written with a chart missing', async () => {
    await expect(wordOf(sampleReport(), new Map())).rejects.toThrow(RangeError);
  });
});

it('takes marks of XML for words', async () => {
  const reply = sampleReply();
  const odd = '<w:t>&amp; "引号"</w:t>';
  const { paragraphs } = readWord(
    await written({ ...reply, blocks: [{ kind: 'paragraph', id: 'p', runs: [{ text: odd }] }] }),
  );
  expect(paragraphs).toContain(odd);
});
