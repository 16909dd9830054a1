import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { FileType, KeptPurpose, WithdrawalReason } from '#domain/file';
import { bytes, instant, treePath } from './columns.ts';
import { organisations } from './organisations.ts';

/**
 * What a kept file is: evidence, photos, materials of the programme. Never changed and never removed; a withdrawn one is marked and no longer opens. The name is
 * sealed like the content: people put names of children into names of files.
 */
export const files = pgTable(
  'files',
  {
    id: uuid().primaryKey(),
    org: uuid().notNull(), // whose file it is
    path: treePath().notNull(), // path of org, kept equal by a composite foreign key
    purpose: text().$type<KeptPurpose>().notNull(),
    type: text().$type<FileType>().notNull(), // by content
    size: integer().notNull(), // bytes as they are given out
    sha256: bytes().notNull(), // of the same bytes
    name: bytes().notNull(), // ciphertext
    wrappedKey: bytes('wrapped_key').notNull(),
    masterKeyId: text('master_key_id').notNull(),
    keyVersion: integer('key_version').notNull(),
    uploadedBy: uuid('uploaded_by').notNull(),
    uploadedAt: instant('uploaded_at').notNull(),
    withdrawnAt: instant('withdrawn_at'), // null = it stands
    withdrawnBy: uuid('withdrawn_by'),
    withdrawnBecause: text('withdrawn_because').$type<WithdrawalReason>(),
  },
  (t) => [
    foreignKey({
      name: 'files_org_path',
      columns: [t.org, t.path],
      foreignColumns: [organisations.id, organisations.path],
    }).onUpdate('cascade'),
    // The same bytes sent again by the same person are the same file: an answer that was lost asks for no second copy.
    uniqueIndex('files_once').on(t.org, t.purpose, t.sha256, t.uploadedBy).where(sql`withdrawn_at is null`),
    index('files_place').on(t.path, t.uploadedAt),
    check('files_size', sql`${t.size} between 1 and 10485760`),
    // What was signed stands.
    check('files_report_stands', sql`${t.purpose} <> 'report' or ${t.withdrawnAt} is null`),
    check(
      'files_withdrawn',
      sql`(${t.withdrawnAt} is null) = (${t.withdrawnBy} is null) and (${t.withdrawnAt} is null) = (${t.withdrawnBecause} is null)`,
    ),
  ],
);

/** The bytes of a file, sealed under a key of its own. Insert only. */
export const fileContents = pgTable('file_contents', {
  fileId: uuid('file_id')
    .primaryKey()
    .references(() => files.id),
  sealed: bytes().notNull(),
});
