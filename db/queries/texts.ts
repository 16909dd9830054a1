import { inArray } from 'drizzle-orm';
import type { TextRef } from '#domain/stream';
import { vault } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import type { DataKey } from '#db/vault/keyring';
import { openText } from '#db/vault/text';

/** Every reference to a text in a state or fact. */
export function textRefs(value: unknown): readonly TextRef[] {
  if (isTextRef(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textRefs) : [];
}

/** The same without its references: what a reader without the right to texts is shown. */
export function withoutTexts(value: unknown): unknown {
  if (isTextRef(value)) return null;
  if (Array.isArray(value)) return value.map(withoutTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, withoutTexts(held)]));
}

function isTextRef(value: unknown): value is TextRef {
  if (typeof value !== 'object' || value === null) return false;
  return typeof Reflect.get(value, 'commitment') === 'string' && typeof Reflect.get(value, 'text') === 'string';
}

/** The words behind references, by id, as far as the policies of the vault let this asker read. Throws RangeError for words that the chain has not bound. */
export async function wordsOf(
  tx: Transaction,
  key: DataKey,
  refs: readonly TextRef[],
): Promise<ReadonlyMap<string, string>> {
  if (refs.length === 0) return new Map();
  const bound = new Map(refs.map(({ text, commitment }) => [text, commitment]));
  const rows = await tx
    .select({ id: vault.id, ciphertext: vault.ciphertext })
    .from(vault)
    .where(inArray(vault.id, [...bound.keys()]));
  return new Map(rows.map(({ id, ciphertext }) => [id, openText(key, id, ciphertext, bound.get(id))]));
}
