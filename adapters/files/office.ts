import { directoryOf, type Entry, unpack } from '#adapters/spreadsheets/archive';
import { FileFault, type FileFaultCode } from '#adapters/spreadsheets/file-fault';
import type { FileRefusal } from '#domain/file';
import { FileRefused } from './file-refused.ts';
import { checkCover } from './zip-cover.ts';
import { type Attributes, elementsOf } from './markup.ts';

const TYPES = '[Content_Types].xml';
const MAIN = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
} as const;
/** Macros, controls and objects of other programs, by the names, types and relations that programs look for. */
const MACRO_PART = /(?:^|\/)(?:vba[^/]*\.(?:bin|xml)|activeX\/.*|embeddings\/(?!.*\.(?:xlsx|docx|pptx)$).*)$/i;
const MACRO_TYPE = /macroEnabled|vbaProject|activeX|oleObject/i;
const MACRO_RELATION = /\/(?:vbaProject|oleObject|control|activeX\w*)$/i;
const RELATIONS = /\.rels$/i;

/** Whether an archive is a document or a workbook, and nothing besides. Throws FileRefused. */
export function officeType(file: Buffer): 'docx' | 'xlsx' {
  const parts = partsOf(file);
  const types = parts.get(TYPES);
  if (types === undefined) throw new FileRefused('fileTypeUnknown');
  const declared = [...elementsOf(types, 'Override'), ...elementsOf(types, 'Default')].map(
    (element) => element.get('ContentType') ?? '',
  );
  const macros =
    [...parts.keys()].some((name) => MACRO_PART.test(name)) || declared.some((type) => MACRO_TYPE.test(type));
  if (macros) throw new FileRefused('fileHasMacros');
  const [kind, second] = (['docx', 'xlsx'] as const).filter((one) => declared.includes(MAIN[one]));
  if (kind === undefined) throw new FileRefused('fileTypeUnknown');
  if (second !== undefined) throw new FileRefused('fileIsTwoThings');
  for (const [name, content] of parts)
    if (RELATIONS.test(name)) for (const relation of elementsOf(content, 'Relationship')) checkRelation(relation);
  return kind;
}

/** A link that a reader may click is fine; a picture, template or workbook that is fetched when the file opens is not. */
function checkRelation(relation: Attributes): void {
  const type = relation.get('Type') ?? '';
  if (MACRO_RELATION.test(type)) throw new FileRefused('fileHasMacros');
  const outside = /^\s*external\s*$/i.test(relation.get('TargetMode') ?? '');
  if (outside && !type.endsWith('/hyperlink')) throw new FileRefused('fileLinksOutside');
}

/** Every part unpacked, for a part that unpacks to more than it states is seen in no other way. */
function partsOf(file: Buffer): ReadonlyMap<string, Buffer> {
  try {
    const entries = directoryOf(file);
    checkCover(file, entries);
    checkNames(entries);
    return unpack(file, () => true);
  } catch (error) {
    throw error instanceof FileFault ? new FileRefused(REFUSALS[error.code] ?? 'fileBroken') : error;
  }
}

const REFUSALS: Readonly<Partial<Record<FileFaultCode, FileRefusal>>> = {
  unpacksTooLarge: 'fileUnpacksTooLarge',
  oldOrEncryptedWorkbook: 'fileEncrypted',
};

const LONGEST_NAME = 260;

/** No part twice, for two programs could read two different ones; none that climbs out of where it is unpacked. */
function checkNames(entries: readonly Entry[]): void {
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  const climbs = entries.some(({ name }) => /(?:^|\/)\.\.(?:\/|$)|^\/|\\|:/.test(name));
  const long = entries.some(({ name }) => name.length > LONGEST_NAME);
  if (names.size !== entries.length || climbs || long) throw new FileRefused('fileBroken');
}
