import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '#domain/role';
import { can, NO_RELATION } from '#domain/permission';
import { fileContents, files } from '#db/schema/index';
import type { Context } from '#db/transaction';
import type { Keyring } from '#db/vault/keyring';
import { Unsealable } from '#db/vault/seal';
import { freshDatabase } from '#tools/testing/database';
import { oneSchool, type OneSchool } from '#tools/testing/one-school';
import { fileBytes, heldFile } from './held-file.ts';
import { keepFile, type NewFile } from './keep-file.ts';

const { admin, open } = await freshDatabase();
const api = open('api');
const secret = randomBytes(32);
const ring: Keyring = { current: 'k', wrapping: { k: secret }, blindIndex: secret, digests: secret, links: secret };

let school: OneSchool;
let mine: NewFile;
let first = '';
let second = '';

beforeAll(async () => {
  school = await oneSchool(admin);
  const { person, context } = school.staff.counselor;
  const org = { id: school.school, path: context.path ?? '' };
  mine = { org, purpose: 'evidence', type: 'pdf', name: 'a.pdf', bytes: Buffer.from('one'), by: person, at: 1_000 };
  first = await keep(mine);
  second = await keep({ ...mine, name: 'b.pdf', bytes: Buffer.from('two') });
});

async function keep(file: NewFile, context: Context = school.staff.counselor.context): Promise<string> {
  return (await api.transaction(context, (tx) => keepFile(tx, ring, file))).id;
}

const bytesOf = (id: string, context = school.staff.counselor.context) =>
  api.transaction(context, (tx) => fileBytes(tx, ring, id));

/** Runs SQL past every trigger and undoes it after, so that each test tampers with sound rows. */
async function tampered(sql: string, then: () => Promise<void>): Promise<void> {
  const saved = await admin`select * from files`;
  const bytes = await admin`select * from file_contents`;
  const run = async (statement: string) => {
    await admin.unsafe(
      `alter table files disable trigger all; alter table file_contents disable trigger all; ${statement}`,
    );
  };
  try {
    await run(sql);
    await then();
  } finally {
    for (const row of saved)
      await admin`update files set name = ${row['name']}, sha256 = ${row['sha256']}, wrapped_key = ${row['wrapped_key']} where id = ${row['id']}`;
    for (const row of bytes)
      await admin`update file_contents set sealed = ${row['sealed']} where file_id = ${row['file_id']}`;
    await admin.unsafe('alter table files enable trigger all; alter table file_contents enable trigger all');
  }
}

describe('a kept file', () => {
  it('opens to the bytes and the name that were kept', async () => {
    expect((await bytesOf(first))?.toString()).toBe('one');
    const held = await api.transaction(school.staff.counselor.context, (tx) => heldFile(tx, ring, second));
    expect(held).toMatchObject({ name: 'b.pdf', size: 3, uploadedAt: 1_000 });
  });

  const swap = (table: string, id: string, column: string) =>
    `update ${table} a set ${column} = b.${column} from ${table} b where a.${id} <> b.${id}`;
  it.each([
    ['bytes of another', swap('file_contents', 'file_id', 'sealed')],
    ['the key of another', swap('files', 'id', 'wrapped_key')],
    ['a name in the place of bytes', 'update file_contents c set sealed = f.name from files f where f.id = c.file_id'],
    ['one bit changed', 'update file_contents set sealed = set_bit(sealed, 240, 1 - get_bit(sealed, 240))'],
    ['another checksum', 'update files set sha256 = set_bit(sha256, 0, 1 - get_bit(sha256, 0))'],
  ])('does not open with %s', async (_, sql) => {
    await tampered(sql, () => expect(bytesOf(first)).rejects.toThrow(Unsealable));
  });

  it('says no name that belongs to another', async () => {
    await tampered(swap('files', 'id', 'name'), async () => {
      const asked = api.transaction(school.staff.counselor.context, (tx) => heldFile(tx, ring, first));
      await expect(asked).rejects.toThrow(Unsealable);
    });
  });
});

describe('nobody changes or removes a file', () => {
  it.each([
    ['its bytes', 'update file_contents set sealed = sealed'],
    ['a row of bytes', 'delete from file_contents'],
    ['a file', 'delete from files'],
    ['all of them', 'truncate files, file_contents cascade'],
    ['its type', "update files set type = 'docx'"],
    ['its owner', 'update files set uploaded_by = gen_random_uuid()'],
    ['its checksum', "update files set sha256 = '\\x00'"],
  ])('%s: not even the owner of the database', async (_, sql) => {
    await expect(admin.unsafe(sql)).rejects.toMatchObject({ code: 'XQ001' });
  });

  it('and the api may not even try', async () => {
    const { context } = school.staff.counselor;
    await expect(api.transaction(context, (tx) => tx.update(files).set({ type: 'docx' }))).rejects.toThrow();
    await expect(api.transaction(context, (tx) => tx.delete(fileContents))).rejects.toThrow();
    await expect(api.transaction(context, (tx) => tx.update(fileContents).set({ sealed: secret }))).rejects.toThrow();
  });
});

describe('row-level security', () => {
  it('shows files to exactly the roles that can() lets read them, at or below their place', async () => {
    const path = mine.org.path;
    const at = async (role: Role, place: string) => {
      const context = { ...school.staff.counselor.context, role, path: place };
      const seen = await api.transaction(context, async (tx) => [
        (await tx.select({ id: files.id }).from(files)).length,
        (await tx.select({ id: fileContents.fileId }).from(fileContents)).length,
      ]);
      return seen;
    };
    for (const role of ROLES) {
      const due = can(role, 'readFile', { ...NO_RELATION, place: true }) ? [2, 2] : [0, 0];
      for (const place of [path, '/c/k/', '/c/']) expect(await at(role, place), `${role} at ${place}`).toEqual(due);
      for (const place of ['/c/k/o/', `${path}g/`, '/c/h1/']) expect(await at(role, place)).toEqual([0, 0]);
    }
  });

  it('lets nobody keep a file elsewhere, or in the name of another', async () => {
    const { otherCounselor, county } = school.staff;
    await expect(keep({ ...mine, bytes: Buffer.from('x') }, otherCounselor.context)).rejects.toThrow();
    await expect(keep({ ...mine, bytes: Buffer.from('x') }, county.context)).rejects.toThrow();
  });

  it('shows nothing to the clock, the courier and the sign-in', async () => {
    const grants = await admin`select distinct grantee from information_schema.table_privileges
      where table_name in ('files', 'file_contents') and grantee not in ('xinqiao_migrator', 'xinqiao_api')`;
    expect(grants).toEqual([]);
  });
});
