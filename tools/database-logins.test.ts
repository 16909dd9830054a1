import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loginUrl, roleUrl, scramVerifier } from './database-logins.ts';

describe('logins of the database', () => {
  it('make the verifier of the example in RFC 7677', () => {
    const verifier = scramVerifier('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'));
    const serverKey = Buffer.from(verifier.split(':').at(-1) ?? '', 'base64');
    const nonce = 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
    const said = `n=user,r=rOprNGfwEbeRWgbNEkqO,${nonce},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,${nonce}`;
    expect(createHmac('sha256', serverKey).update(said).digest('base64')).toBe(
      '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
    );
    expect(verifier).toMatch(/^SCRAM-SHA-256\$4096:W22ZaJ0SNY7soEsUEjb6gQ==\$[\w+/=]{44}:[\w+/=]{44}$/);
  });

  it('name the login, or the role to take on, in the address', () => {
    const url = 'postgres://owner:x@127.0.0.1:5432/xinqiao';
    expect(loginUrl(url, 'api', 'p@ss/word')).toBe('postgres://xinqiao_api_login:p%40ss%2Fword@127.0.0.1:5432/xinqiao');
    expect(roleUrl(url, 'clock')).toBe(`${url}?role=xinqiao_clock`);
  });
});
