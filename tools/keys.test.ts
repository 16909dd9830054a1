import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseUrlAs, derivedKey, keptMasterKey } from './keys.ts';

const MASTER = Buffer.alloc(32, 1);

describe('a derived key', () => {
  it('is 32 bytes, the same each time, and another one for each purpose and master key', () => {
    const vault = derivedKey(MASTER, 'vault');
    expect(vault).toHaveLength(32);
    expect(derivedKey(MASTER, 'vault')).toEqual(vault);
    expect(derivedKey(MASTER, 'blind-index')).not.toEqual(vault);
    expect(derivedKey(Buffer.alloc(32, 2), 'vault')).not.toEqual(vault);
  });

  // Everything sealed so far depends on it: this value never changes.
  it('of the vault keeps its value', () => {
    expect(derivedKey(MASTER, 'vault').toString('base64')).toBe('a9rI8SlE6/IclGPdiM9FedTkfOylHJKV/LuhGyB+yl0=');
  });
});

describe('a database address of a role', () => {
  it('keeps host, port and database and leaves the administrator out', () => {
    const url = databaseUrlAs('postgres://postgres:admin@db.example:6432/school', 'api', MASTER);
    expect(url).toMatch(/^postgres:\/\/xinqiao_api_login:[\w-]{43}@db\.example:6432\/school$/);
  });
});

describe('the kept master key', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'xinqiao-keys-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it('is made once, found again, and nobody else can read it', () => {
    const made = keptMasterKey(home);
    expect(made).toHaveLength(32);
    expect(keptMasterKey(home)).toEqual(made);
    expect(statSync(join(home, 'master-key')).mode & 0o777).toBe(0o600);
  });

  it('is refused, not replaced, when the file is damaged', () => {
    writeFileSync(join(home, 'master-key'), 'c2hvcnQ=\n');
    expect(() => keptMasterKey(home)).toThrow('master-key does not hold 32 bytes');
  });
});
