import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forgedWorkbook, forgedZip } from '#tools/testing/forged-workbook';
import { FileFault } from './file-fault.ts';
import { LIMITS } from './limits.ts';
import { readTable } from './read-table.ts';

const MB = 1024 * 1024;
const text = (place: string, value: string) => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;

/** The code of the refusal; fails when the file was taken, took long or made the process grow. */
async function refusalOf(file: Buffer): Promise<string> {
  const [began, held] = [performance.now(), process.memoryUsage().rss];
  const fault = await readTable(file).then(
    () => expect.fail('the file was taken'),
    (error: unknown) => error,
  );
  expect(performance.now() - began).toBeLessThan(LIMITS.parseMs);
  expect((process.memoryUsage().rss - held) / MB).toBeLessThan(150);
  return fault instanceof FileFault ? fault.code : String(fault);
}

describe('a workbook made to harm', () => {
  it('is read when it is none', async () => {
    const table = await readTable(forgedWorkbook(`<row r="1">${text('A1', '学号')}<c r="B1"><v>7</v></c></row>`));
    expect(table.rows).toEqual([{ row: 1, cells: ['学号', 7] }]);
  });

  it('that unpacks to a gigabyte is refused before it is unpacked', async () => {
    const content = Buffer.alloc(MB, ' ');
    const name = (n: number) => `xl/worksheets/sheet${n + 1}.xml`;
    const parts = Array.from({ length: 16 }, (_, n) => ({ name: name(n), content, claims: 64 * MB }));
    expect(await refusalOf(forgedZip(parts))).toBe('unpacksTooLarge');
  });

  it('of one part that packs a hundredfold is refused, though it would fit', async () => {
    const content = Buffer.alloc(20 * MB, ' ');
    expect(await refusalOf(forgedZip([{ name: 'xl/sharedStrings.xml', content }]))).toBe('unpacksTooLarge');
  });

  it('whose directory lies about a size is found out while it unpacks', async () => {
    const content = Buffer.alloc(64 * MB, ' ');
    const lie = { name: 'xl/worksheets/sheet1.xml', content, claims: 1_000 };
    expect(await refusalOf(forgedZip([lie]))).toBe('brokenWorkbook');
  });

  it('with names that climb out of the archive writes no file and loses those parts', async () => {
    const name = `${'../'.repeat(9)}${basename(tmpdir())}/xinqiao-slipped.txt`;
    const slip = { name, content: Buffer.from('slipped') };
    const table = await readTable(forgedWorkbook(`<row r="1">${text('A1', '学号')}</row>`, '', [slip]));
    expect(table.rows).toHaveLength(1);
    expect(existsSync(join(tmpdir(), 'xinqiao-slipped.txt'))).toBe(false);
  });

  it('that declares entities is refused, expanding or fetching', async () => {
    const lol = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
    const row = `<row r="1">${text('A1', '&l9;')}</row>`;
    expect(await refusalOf(forgedWorkbook(row, `<!DOCTYPE w [<!ENTITY l0 "lol">${lol}]>`))).toBe('entitiesInWorkbook');
    const fetching = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
    expect(await refusalOf(forgedWorkbook(`<row r="1">${text('A1', '&x;')}</row>`, fetching))).toBe(
      'entitiesInWorkbook',
    );
  });
});

describe('a workbook of too many cells', () => {
  it('of a million rows is refused', async () => {
    const noise = (n: number) => ((n * 2_654_435_761) % 4_294_967_291).toString(36);
    const rows = Array.from({ length: 1_000_000 }, (_, n) => `<row><c><v>${noise(n)}</v></c></row>`).join('');
    expect(['tooManyRows', 'unpacksTooLarge']).toContain(await refusalOf(forgedWorkbook(rows)));
    const fewer = Array.from({ length: 70_000 }, (_, n) => `<row r="${n + 1}"><c><v>${n}</v></c></row>`).join('');
    expect(await refusalOf(forgedWorkbook(fewer))).toBe('tooManyRows');
    const far = `<row r="1">${text('A1', '学号')}</row><row r="1048576"><c r="A1048576"><v>1</v></c></row>`;
    expect(await refusalOf(forgedWorkbook(far))).toBe('tooManyRows');
  });

  it('of one cell more than one transaction takes is refused', async () => {
    const rows = Array.from(
      { length: LIMITS.rows + 2 },
      (_, n) => `<row r="${n + 1}"><c r="A${n + 1}"><v>1</v></c></row>`,
    );
    expect(await refusalOf(forgedWorkbook(rows.join('')))).toBe('tooManyRows');
  });

  it('with a cell in the farthest column costs no dense rectangle', async () => {
    const rows = Array.from({ length: 2_000 }, (_, n) => `<row r="${n + 1}"><c r="XFD${n + 1}"><v>1</v></c></row>`);
    const held = process.memoryUsage().rss;
    const table = await readTable(forgedWorkbook(`<row r="1">${text('A1', '学号')}</row>${rows.slice(1).join('')}`));
    expect(table.rows).toHaveLength(1);
    expect((process.memoryUsage().rss - held) / MB).toBeLessThan(150);
  });
});

describe('a workbook that is not what it seems', () => {
  it('with a formula shows no value, whatever it says it would show', async () => {
    const row = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"x"</f><v>x</v></c></row>';
    const [first] = (await readTable(forgedWorkbook(row))).rows;
    expect(first?.cells).toEqual([{ formula: true }, { formula: true }]);
  });

  it('of before 2007, encrypted, cut short or no workbook at all is refused by name', async () => {
    expect(await refusalOf(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]))).toBe(
      'oldOrEncryptedWorkbook',
    );
    const whole = forgedWorkbook(`<row r="1">${text('A1', 'x')}</row>`);
    expect(await refusalOf(whole.subarray(0, whole.length - 30))).toBe('brokenWorkbook');
    expect(await refusalOf(forgedZip([{ name: 'word/document.xml', content: Buffer.from('<a/>') }]))).toBe(
      'brokenWorkbook',
    );
    const damaged = { name: 'xl/sharedStrings.xml', content: Buffer.from('<sst/>'), check: 1 };
    const row = `<row r="1">${text('A1', 'x')}</row>`;
    expect(await refusalOf(forgedWorkbook(row, '', [damaged]))).toBe('brokenWorkbook');
  });
});

describe('a csv made to harm', () => {
  it('of a million rows is refused before it is split', async () => {
    expect(await refusalOf(Buffer.from('学号,姓名\n' + '1,a\n'.repeat(1_000_000)))).toBe('tooManyRows');
  });

  it('of one row more than a file may have is refused, and a file of records may have more', async () => {
    const file = Buffer.from(`学号,姓名\n${'1,a\n'.repeat(LIMITS.rows + 1)}`);
    expect(await refusalOf(file)).toBe('tooManyRows');
    expect((await readTable(file, LIMITS.recordRows)).rows).toHaveLength(LIMITS.rows + 2);
  });

  it('holds nothing else back while it is read, and keeps characters whole', async () => {
    let turns = 0;
    let over = false;
    const others = () => {
      turns += 1;
      if (!over) setImmediate(others);
    };
    setImmediate(others);
    const name = '𠮷田'.repeat(40);
    const table = await readTable(Buffer.from(`学号,姓名\n${`1,${name}\n`.repeat(LIMITS.rows)}`));
    over = true;
    expect(table.rows.slice(1).every(({ cells }) => cells[1] === name)).toBe(true);
    expect(turns).toBeGreaterThan(10);
  });

  it('over the size of a file is refused', async () => {
    expect(await refusalOf(Buffer.alloc(LIMITS.fileBytes + 1, 'a'))).toBe('tooLarge');
    expect(await refusalOf(Buffer.alloc(0))).toBe('empty');
  });

  it('of bytes that are no text is refused', async () => {
    expect(await refusalOf(Buffer.from([0x00, 0xff, 0xff, 0x00, 0x80]))).toBe('encodingUnknown');
  });

  it('with a quote that never ends is refused without its content in the message', async () => {
    const fault = await readTable(Buffer.from('学号,姓名\n1,"秘密\n')).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'brokenCsv' });
    expect(String(fault)).not.toContain('秘密');
  });

  it('has its formulas seen, however they begin, and telephone numbers left alone', async () => {
    const formulas = ['=1+1', '＝1+1', '@SUM(A1)', '+1+cmd|x', '-2+3', ' =HYPERLINK("x")'];
    const values = ['+86 12800000000', '-1', '+1', '-1.5', '(0371) 1', 'a=1', '－'];
    const lines = [...formulas, ...values].map((value) => `"${value.replaceAll('"', '""')}",x`);
    const { rows } = await readTable(Buffer.from(`t,u\n${lines.join('\n')}\n`));
    const seen = rows.slice(1).map(({ cells }) => typeof cells[0] === 'object');
    expect(seen).toEqual([...formulas.map(() => true), ...values.map(() => false)]);
  });
});
