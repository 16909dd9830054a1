import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type ForgedPart, forgedWorkbook, forgedZip } from '#tools/testing/forged-workbook';
import { inspectFile } from './inspect.ts';

const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const part = (name: string, text: string): ForgedPart => ({ name, content: Buffer.from(text) });

const override = (type: string, name = '/word/document.xml') => `<Override PartName="${name}" ContentType="${type}"/>`;
const types = (...overrides: readonly string[]) => `<?xml version="1.0"?><Types>${overrides.join('')}</Types>`;
const relation = (type: string, rest: string) => `<Relationship Id="r" Type="${OFFICE}/${type}" ${rest}/>`;
const rels = (...relations: readonly string[]) =>
  part('word/_rels/document.xml.rels', `<Relationships>${relations.join('')}</Relationships>`);

function document(more: readonly ForgedPart[] = [], declared = types(override(MAIN))): Buffer {
  return forgedZip([part('[Content_Types].xml', declared), part('word/document.xml', '<w:document/>'), ...more]);
}

function refusal(file: Buffer): string {
  try {
    return inspectFile(file).type;
  } catch (error) {
    return error instanceof Error ? error.message : 'nothing';
  }
}

describe('an archive', () => {
  it('is a document or a workbook by what it declares, and is kept as it came', () => {
    const file = document();
    expect(inspectFile(file)).toEqual({ type: 'docx', bytes: file });
    expect(refusal(forgedWorkbook(''))).toBe('xlsx');
  });

  it('may link to what a reader clicks, and hold workbooks of charts', () => {
    const link = relation('hyperlink', 'Target="https://example.org/a>b" TargetMode="External"');
    expect(refusal(document([rels(link), part('word/embeddings/chart.xlsx', 'x')]))).toBe('docx');
  });

  it('may be written in UTF-16', () => {
    const utf16 = Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(types(override(MAIN)), 'utf16le')]);
    expect(refusal(forgedZip([{ name: '[Content_Types].xml', content: utf16 }]))).toBe('docx');
  });
});

describe('an archive', () => {
  const macro = 'application/vnd.ms-word.document.macroEnabled.main+xml';
  const outside = 'Target="https://example.org/t.dotm" TargetMode="External"';
  const bomb = { name: 'word/media/a.bin', content: Buffer.alloc(40 * 1024 * 1024) };
  it.each([
    ['neither', forgedZip([part('a.txt', 'text')]), 'fileTypeUnknown'],
    ['a document by its folder alone', forgedZip([part('word/document.xml', '<w/>')]), 'fileTypeUnknown'],
    [
      'a presentation',
      document([], types(override(MAIN.replace('wordprocessingml.document', 'presentationml.presentation')))),
      'fileTypeUnknown',
    ],
    [
      'both',
      document(
        [],
        types(override(MAIN), override('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml')),
      ),
      'fileIsTwoThings',
    ],
    ['a document with macros', document([], types(override(macro))), 'fileHasMacros'],
    [
      'a document whose macros are spelt otherwise',
      document([], types(override(MAIN), override(macro.replace('E', '&#69;'), '/x.xml'))),
      'fileHasMacros',
    ],
    ['a document with a project of macros', document([part('word/vbaProject.bin', 'x')]), 'fileHasMacros'],
    ['a workbook with controls', forgedWorkbook('', '', [part('xl/activeX/activeX1.bin', 'x')]), 'fileHasMacros'],
    ['a document with a program inside', document([part('word/embeddings/oleObject1.bin', 'x')]), 'fileHasMacros'],
    [
      'a document related to macros of another name',
      document([rels(relation('vbaProject', 'Target="x.bin"'))]),
      'fileHasMacros',
    ],
    [
      'a document that fetches its template',
      document([rels(relation('attachedTemplate', outside))]),
      'fileLinksOutside',
    ],
    [
      'a document that fetches a picture',
      document([rels(relation('image', outside.replace('External', '&#x45;xternal')))]),
      'fileLinksOutside',
    ],
    ['one behind a quote', document([rels(relation('image', `Title="a>b" ${outside}`))]), 'fileLinksOutside'],
    [
      'a document with entities',
      document([part('_rels/.rels', '<!DOCTYPE x [<!ENTITY a "b">]><Relationships/>')]),
      'fileBroken',
    ],
    ['a bomb', document([bomb]), 'fileUnpacksTooLarge'],
    ['a bomb that says that it is small', document([{ ...bomb, claims: 10 }]), 'fileBroken'],
    ['a document with a damaged part', document([{ ...part('word/a.xml', '<a/>'), check: 1 }]), 'fileBroken'],
    ['one part twice', document([part('WORD/document.xml', '<w/>')]), 'fileBroken'],
    ['a part that climbs out', document([part('../../etc/passwd', 'x')]), 'fileBroken'],
  ])('of %s is refused', (_, file, code) => {
    expect(refusal(file)).toBe(code);
  });
});

describe('an archive that is more than it seems', () => {
  const file = document();
  it.each([
    ['a page in front', Buffer.concat([file.subarray(0, 4), Buffer.from('<html>'), file.subarray(4)])],
    ['bytes behind', Buffer.concat([file, Buffer.from('%PDF-1.7')])],
    ['a comment', withComment(file, '<script>')],
    ['bytes between', withGap(file)],
  ])('with %s is refused', (_, forged) => {
    expect(['fileIsTwoThings', 'fileBroken']).toContain(refusal(forged));
  });
});

const pdf = (body: string, end = '%%EOF\n') => Buffer.from(`%PDF-1.7\n${body}\n${end}`, 'latin1');
const packed = (text: string, dictionary = '/Type /ObjStm /Filter /FlateDecode') =>
  Buffer.concat([
    Buffer.from(`%PDF-1.7\n1 0 obj << ${dictionary} >>\nstream\r\n`, 'latin1'),
    deflateSync(Buffer.from(text)),
    Buffer.from('\nendstream\nendobj\n%%EOF', 'latin1'),
  ]);

describe('a PDF', () => {
  it.each([
    ['of plain pages', pdf('1 0 obj << /Type /Page >> endobj')],
    ['with a form and links', pdf('<< /AcroForm 2 0 R /OpenAction [3 0 R /Fit] /URI (https://example.org) >>')],
    ['with packed objects', packed('1 0 << /Type /Page >>')],
    ['padded with zeros', pdf('', '%%EOF\r\n\u0000\u0000')],
  ])('%s is kept as it came', (_, file) => {
    expect(inspectFile(file)).toEqual({ type: 'pdf', bytes: file });
  });

  it.each([
    ['that runs a script', pdf('<< /S /JavaScript /JS (app.alert(1)) >>'), 'fileHasActiveContent'],
    ['that spells it otherwise', pdf('<< /S /J#61v#61Script >>'), 'fileHasActiveContent'],
    ['that hides it among packed objects', packed('5 0 << /S /JavaScript >>'), 'fileHasActiveContent'],
    [
      'that hides them under another spelling',
      packed('<< /S /Launch >>', '/Type /Obj#53tm /Filter /FlateDecode'),
      'fileHasActiveContent',
    ],
    ['that starts a program', pdf('<< /S /Launch /F (cmd) >>'), 'fileHasActiveContent'],
    ['with files inside', pdf('<< /Names << /EmbeddedFiles 4 0 R >> >>'), 'fileHasActiveContent'],
    ['that is encrypted', pdf('trailer << /Encrypt 9 0 R >>'), 'fileEncrypted'],
    ['whose packed objects are a bomb', packed('0'.repeat(70 * 1024 * 1024)), 'fileUnpacksTooLarge'],
    ['without an end', pdf('', ''), 'fileBroken'],
    ['with an archive behind it', Buffer.concat([pdf(''), document()]), 'fileBroken'],
    ['that ends in the comment of an archive', pdf('PK\u0005\u0006'.padEnd(22, '\u0000')), 'fileIsTwoThings'],
  ])('%s is refused', (_, file, code) => {
    expect(refusal(file)).toBe(code);
  });
});

it.each([
  ['a page', '<!DOCTYPE html><html></html>'],
  ['a drawing', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['a document that begins late', '\n%PDF-1.7\n%%EOF'],
  ['a clip of pictures', 'GIF89a'],
  ['a program', 'MZ\u0090\u0000'],
  ['an old document', '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'],
  ['a text', '%'],
])('%s is none of the types, whatever it is called', (_, text) => {
  expect(refusal(Buffer.from(text, 'latin1'))).toBe('fileTypeUnknown');
});

it('an empty file is refused as empty', () => {
  expect(refusal(Buffer.alloc(0))).toBe('fileEmpty');
});

function withComment(file: Buffer, comment: string): Buffer {
  const forged = Buffer.from(file);
  forged.writeUInt16LE(comment.length, forged.length - 2);
  return Buffer.concat([forged, Buffer.from(comment)]);
}

/** Bytes between the last part and the directory, whose place is stated rightly. */
function withGap(file: Buffer): Buffer {
  const end = file.length - 22;
  const directory = file.readUInt32LE(end + 16);
  const forged = Buffer.concat([file.subarray(0, directory), Buffer.from('<html>'), file.subarray(directory)]);
  forged.writeUInt32LE(directory + 6, forged.length - 6);
  return forged;
}
