import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completed } from './complete-lockfile.mjs';

const PACKAGES = {
  '': { name: 'clone' },
  'node_modules/core': {
    version: '1.2.3',
    resolved: 'https://registry.example/core-1.2.3.tgz',
    integrity: 'sha512-kept',
    optionalDependencies: {
      '@core/linux-x64-gnu': '1.2.3',
      '@core/darwin-arm64': '1.2.3',
      '@core/windows-x64': '1.2.3',
      '@core/linux-arm64-musl': '1.2.3',
      fsevents: '~2.3.2',
    },
  },
  'node_modules/@core/linux-x64-gnu': { version: '1.2.3', optional: true },
  'node_modules/linked': { resolved: 'tools/linked', link: true },
};

describe('the lockfile', () => {
  it('gets an entry for each platform package that the registry did not have', () => {
    const { lock, added } = completed({ packages: PACKAGES });
    const { packages } = lock;
    expect(added).toHaveLength(3);
    expect(packages['node_modules/@core/darwin-arm64']).toEqual({
      version: '1.2.3',
      cpu: ['arm64'],
      os: ['darwin'],
      optional: true,
    });
    expect(packages['node_modules/@core/windows-x64']).toMatchObject({ os: ['win32'], cpu: ['x64'] });
    expect(packages['node_modules/@core/linux-arm64-musl']).toMatchObject({ os: ['linux'], libc: ['musl'] });
    expect(packages['node_modules/@core/linux-x64-gnu']).toEqual({ version: '1.2.3', optional: true });
    expect(packages).not.toHaveProperty('node_modules/fsevents');
  });

  it('keeps digests, loses registry addresses, and keeps links of workspaces', () => {
    const { packages } = completed({ packages: PACKAGES }).lock;
    expect(packages['node_modules/core']).toMatchObject({ integrity: 'sha512-kept' });
    expect(packages['node_modules/core']).not.toHaveProperty('resolved');
    expect(packages['node_modules/linked']).toEqual({ resolved: 'tools/linked', link: true });
  });

  it('puts a second version of a platform package under the package that wants it', () => {
    const old = { version: '0.9.0', optionalDependencies: { '@core/darwin-arm64': '0.9.0' } };
    const { packages } = completed({ packages: { ...PACKAGES, 'node_modules/old': old } }).lock;
    expect(packages['node_modules/@core/darwin-arm64']).toMatchObject({ version: '1.2.3' });
    expect(packages['node_modules/old/node_modules/@core/darwin-arm64']).toMatchObject({ version: '0.9.0' });
  });

  it('does not change when it is completed twice', () => {
    const once = completed({ packages: PACKAGES }).lock;
    expect(completed(once)).toEqual({ lock: once, added: [] });
  });

  it('of this project is complete and names no registry', () => {
    const text = readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8');
    expect(completed(JSON.parse(text)).added).toEqual([]);
    expect(text).not.toMatch(/"resolved": "http/);
  });
});
