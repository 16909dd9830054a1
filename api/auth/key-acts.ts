import { createHmac } from 'node:crypto';
import type { Parts } from '#api/parts';
import { type Given, replacePassword } from '#db/key-acts';
import { DAY } from '#domain/instant';
import { hashPassword } from './password.ts';

/** A password that somebody else knows stands for three days; whoever does not use it in time asks again. */
const GIVEN_FOR_MS = 3 * DAY;
/** Without 0, 1, i, l and o: it is read out or written down once. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 16;

/** The password of one act: asked again under the same key it is the same one, and it is kept nowhere. 79 bits. */
export function givenPassword({ signInKey }: Pick<Parts, 'signInKey'>, person: string, actKey: string): string {
  const bytes = createHmac('sha512', signInKey)
    .update(JSON.stringify(['first-password', person, actKey]))
    .digest();
  const letters = [...bytes.subarray(0, LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]);
  return (letters.join('').match(/.{4}/g) ?? []).join('-');
}

/** What stands beside a password that is given now. */
export function givenNow(act: string): Given {
  const at = Date.now();
  return { act, at, until: at + GIVEN_FOR_MS };
}

/** Puts a given password in the place of whatever there was, and ends every session. The same act does it once. */
export async function givePassword(
  { authDb }: Pick<Parts, 'authDb'>,
  person: string,
  given: Given,
  password: string,
): Promise<void> {
  await replacePassword(authDb, person, given, await hashPassword(password));
}
