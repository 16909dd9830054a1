import { crc32, deflateRawSync } from 'node:zlib';

/** A part of a zip made by hand for tests: what it holds, and what the directory claims. */
export interface ForgedPart {
  readonly name: string;
  readonly content: Buffer;
  /** Unpacked size that the directory states instead of the true one. */
  readonly claims?: number;
  /** Checksum that the directory states instead of the true one. */
  readonly check?: number;
}

/** A deflated zip that can lie about its sizes: the forger of the tests beside it. */
export function forgedZip(parts: readonly ForgedPart[]): Buffer {
  const bodies: Buffer[] = [];
  const listed: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claims = content.length, check = crc32(content) } of parts) {
    const title = Buffer.from(name);
    const body = deflateRawSync(content, { level: 1 });
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(check, 10);
    shared.writeUInt32LE(body.length, 14);
    shared.writeUInt32LE(claims, 18);
    shared.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), shared, title, body]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    listed.push(Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), Buffer.of(20, 0), shared, rest, title]));
    bodies.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(listed);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}

const TYPES =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = (type: string, target: string) =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`;
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A workbook around one sheet's rows as raw XML; `prologue` stands before the root element. */
export function forgedWorkbook(rows: string, prologue = '', more: readonly ForgedPart[] = []): Buffer {
  const part = (name: string, text: string): ForgedPart => ({ name, content: Buffer.from(text) });
  return forgedZip([
    part('[Content_Types].xml', TYPES),
    part('_rels/.rels', relations('officeDocument', 'xl/workbook.xml')),
    part(
      'xl/workbook.xml',
      `<?xml version="1.0"?><workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    part('xl/_rels/workbook.xml.rels', relations('worksheet', 'worksheets/sheet1.xml')),
    part(
      'xl/worksheets/sheet1.xml',
      `<?xml version="1.0"?>${prologue}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
    ),
    ...more,
  ]);
}
