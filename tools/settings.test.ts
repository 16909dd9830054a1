import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readServiceSettings, readSettings, WrongSettings } from './settings.ts';

const KEY = randomBytes(32).toString('base64');
const SERVICE = {
  DATABASE_URL: 'postgres://xinqiao:secret@db.example:5432/xinqiao',
  TEMPORAL_ADDRESS: 'temporal.example:7233',
  XINQIAO_MASTER_KEY: KEY,
};

describe('settings', () => {
  it('need nothing: port 3000, a home, the namespace default, and the rest is brought up', () => {
    const { home, ...rest } = readSettings({});
    expect(home).toMatch(/^\/.*xinqiao$/);
    expect(rest).toEqual({ port: 3000, portGiven: false, temporalNamespace: 'default' });
  });

  it('count as not set when empty', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '' })).toEqual(readSettings({}));
  });

  it.each([
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['PORT', '3000.5'],
    ['XINQIAO_HOME', 'data'],
    ['DATABASE_URL', 'db.example:5432'],
    ['DATABASE_URL', 'mysql://db.example/xinqiao'],
    ['DATABASE_URL', 'postgres://db.example'],
    ['TEMPORAL_ADDRESS', 'http://temporal.example:7233'],
    ['TEMPORAL_ADDRESS', 'temporal.example'],
    ['TEMPORAL_ADDRESS', 'temporal.example:70000'],
    ['TEMPORAL_NAMESPACE', 'two words'],
    ['XINQIAO_SMTP_URL', 'mail.example:587'],
    ['XINQIAO_SMTP_URL', 'https://mail.example'],
    ['XINQIAO_SMTP_URL', 'smtp://robot@mail.example'],
    ['XINQIAO_SMTP_URL', 'smtp://robot:50%@mail.example'],
    ['XINQIAO_SMTP_URL', 'smtp://mail.example?ignoreTLS=true'],
    ['XINQIAO_MAIL_FROM', 'mail.example'],
    ['XINQIAO_MAIL_FROM', 'Mental Health Centre <notice@mail.example>'],
    ['XINQIAO_MAIL_FROM', 'hospital@mail.example'],
    ['XINQIAO_MAIL_FROM', 'depression@mail.example'],
    ['XINQIAO_MASTER_KEY', 'c2hvcnQ='],
    ['XINQIAO_MASTER_KEY', KEY.slice(1)],
  ])('refuse %s=%s by name, say what is right and do not repeat the value', (name, value) => {
    const refused = () => readSettings({ [name]: value });
    expect(refused).toThrow(WrongSettings);
    expect(refused).toThrow(new RegExp(`^${name} is wrong\\. Right would be: \\S.*$`));
    if (name === 'XINQIAO_MASTER_KEY' || name === 'XINQIAO_SMTP_URL') expect(refused).not.toThrow(value);
  });

  it('name every wrong one at once', () => {
    expect(() => readSettings({ PORT: 'x', TEMPORAL_NAMESPACE: '?' })).toThrow(/^PORT .*\nTEMPORAL_NAMESPACE /);
  });

  it.each(['temporal:7233', '127.0.0.1:7233', '[::1]:7233', 'ns.a-b.example.cn:443'])(
    'take the address %s',
    (address) => {
      expect(readSettings({ TEMPORAL_ADDRESS: address }).temporalAddress).toBe(address);
    },
  );
});

describe('settings of mail', () => {
  it('are both given or none', () => {
    const smtpUrl = 'smtps://robot:p%40ss@mail.example:465';
    const from = 'notice@mail.example';
    expect(readSettings({ XINQIAO_SMTP_URL: smtpUrl, XINQIAO_MAIL_FROM: from }).mail).toEqual({ smtpUrl, from });
    expect(() => readSettings({ XINQIAO_SMTP_URL: smtpUrl })).toThrow(/^XINQIAO_MAIL_FROM is not set\. .*$/);
    expect(() => readSettings({ XINQIAO_MAIL_FROM: from })).toThrow(/^XINQIAO_SMTP_URL is not set\. .*$/);
  });
});

describe('settings of a server or worker alone', () => {
  it('are the database, Temporal and 32 bytes of master key', () => {
    const settings = readServiceSettings(SERVICE);
    expect(settings.databaseUrl).toBe(SERVICE.DATABASE_URL);
    expect(settings.temporalAddress).toBe(SERVICE.TEMPORAL_ADDRESS);
    expect(settings.masterKey.toString('base64')).toBe(KEY);
  });

  it.each(['DATABASE_URL', 'TEMPORAL_ADDRESS', 'XINQIAO_MASTER_KEY'])('are refused without %s', (name) => {
    expect(() => readServiceSettings({ ...SERVICE, [name]: undefined })).toThrow(new RegExp(`^${name} is not set\\.`));
  });
});
