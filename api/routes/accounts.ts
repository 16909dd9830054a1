import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { createStaffAccount } from '#api/auth/accounts';
import { givenNow, givenPassword, givePassword } from '#api/auth/key-acts';
import { keep, keeperOf, rehearse, shownLeaving } from '#api/people';
import type { Parts } from '#api/parts';
import { Problem } from '#api/problem';
import { keyOf } from '#api/acts';
import { actHeaders, problemsOf, streamParams } from '#api/schemas/common';
import * as schemas from '#api/schemas/people';
import { DatabaseError } from '#db/errors';
import { accountStates, endSessions, isUsernameTaken, takeSecondFactor } from '#db/key-acts';
import { accountKept, addPerson, changeMail, closeAccount, openAccount } from '#db/staff/accounts';
import { appoint } from '#db/staff/appoint';
import { sealAddress } from '#db/vault/address';

const tags = ['people'];
const TAKEN = { pointers: [{ pointer: '/username', code: 'usernameTaken' }] };
const MISSING = { pointers: [{ pointer: '/username', code: 'usernameMissing' }] };

/**
 * Accounts and their keys. Passwords are given by the system administrator, second factors taken off by the security administrator: neither alone gets into an
 * account that somebody uses.
 */
export function accountRoutes(parts: Parts): FastifyPluginAsyncZod {
  const acting = { tags, headers: actHeaders, params: streamParams };
  return async (app) => {
    app.post(
      '',
      {
        schema: {
          tags,
          headers: actHeaders,
          body: schemas.personBody,
          response: { 200: schemas.keyGiven, ...problemsOf(404, 409, 422) },
        },
      },
      (request) => add(parts, request, request.body),
    );
    app.post(
      '/:id/passwords',
      {
        schema: {
          ...acting,
          body: schemas.passwordGivenBody,
          response: { 200: schemas.keyGiven, ...problemsOf(404, 409, 422) },
        },
      },
      (request) => newPassword(parts, request, request.params.id, request.body.username),
    );
    app.put(
      '/:id/mail',
      { schema: { ...acting, body: schemas.mailBody, response: { 200: schemas.keptAnswer, ...problemsOf(404, 422) } } },
      async (request) => {
        keeperOf(request, 'keepPeople');
        const { id } = request.params;
        const sealed = sealedMail(parts, id, request.body.mail);
        const act = { act: 'changeMail', about: id, asked: request.body };
        const { at } = await keep(parts, request, act, async (tx, keeper, now) => {
          await changeMail(tx, keeper, id, sealed, now);
          return id;
        });
        return { id, at };
      },
    );
    app.post(
      '/:id/second-factor/take',
      { schema: { ...acting, body: schemas.nothing, response: { 200: schemas.keptAnswer, ...problemsOf(404, 422) } } },
      async (request) => {
        keeperOf(request, 'keepSecondFactors');
        const { id } = request.params;
        const act = { act: 'takeSecondFactor', about: id, asked: {} };
        const { at, actId } = await keep(parts, request, act, async (tx, keeper, now) => {
          await accountKept(tx, keeper, id, now);
          return id;
        });
        await takeSecondFactor(parts.authDb, id, actId);
        return { id, at };
      },
    );
    await app.register(closing(parts));
  };
}

function closing(parts: Parts): FastifyPluginAsyncZod {
  const params = streamParams;
  const answered = { params, body: schemas.nothing, response: { 200: schemas.keptAnswer, ...problemsOf(404, 422) } };
  return async (app) => {
    app.post(
      '/:id/close/preview',
      { schema: { tags, params, body: schemas.nothing, response: { 200: schemas.leaving, ...problemsOf(404, 422) } } },
      async (request) => {
        keeperOf(request, 'keepPeople', 'keepSecondFactors');
        const { id } = request.params;
        const leaving = await rehearse(parts, request, {}, (tx, keeper, now) => closeAccount(tx, keeper, id, now));
        return shownLeaving(parts, request, leaving);
      },
    );
    app.post('/:id/close', { schema: { tags, headers: actHeaders, ...answered } }, async (request) => {
      keeperOf(request, 'keepPeople', 'keepSecondFactors');
      const { id } = request.params;
      const act = { act: 'closeAccount', about: id, asked: {} };
      const { at } = await keep(parts, request, act, async (tx, keeper, now) => {
        await closeAccount(tx, keeper, id, now);
        return id;
      });
      // The account opens nothing from then on; its sessions go too.
      await endSessions(parts.authDb, id);
      return { id, at };
    });
    app.post('/:id/open', { schema: { tags, headers: actHeaders, ...answered } }, async (request) => {
      keeperOf(request, 'keepSecondFactors');
      const { id } = request.params;
      const { at } = await keep(
        parts,
        request,
        { act: 'openAccount', about: id, asked: {} },
        async (tx, keeper, now) => {
          await openAccount(tx, keeper, id, now);
          return id;
        },
      );
      return { id, at };
    });
  };
}

/** Somebody new, with the first office if one was named: written together, then the account. */
async function add(parts: Parts, request: FastifyRequest, body: z.infer<typeof schemas.personBody>) {
  keeperOf(request, 'keepPeople');
  const { displayName, side, username, mail, office } = body;
  const about = office === undefined ? 'person' : `person ${office.role} ${office.org}`;
  const { id, at, actId } = await keep(
    parts,
    request,
    { act: 'addPerson', about, asked: body },
    async (tx, keeper, now) => {
      if (await isUsernameTaken(parts.authDb, username)) throw new Problem('usernameTaken', TAKEN);
      const person = randomUUID();
      await addPerson(tx, { person, displayName, side, mail: sealedMail(parts, person, mail ?? null) });
      if (office !== undefined) await appoint(tx, keeper, person, office, now);
      return person;
    },
  );
  return { at, ...(await account(parts, request, { person: id, username, actId })) };
}

/** Null where none is given, and where this process keeps none. */
function sealedMail({ contactKey }: Parts, person: string, mail: string | null): Buffer | null {
  return mail === null || contactKey === undefined ? null : sealAddress(contactKey, person, 'mail', mail);
}

async function newPassword(parts: Parts, request: FastifyRequest, person: string, username: string | undefined) {
  keeperOf(request, 'keepPeople');
  const act = { act: 'givePassword', about: person, asked: { username: username ?? null } };
  const known = (await accountStates(parts.authDb, [person])).get(person);
  if (known === undefined && username === undefined) throw new Problem('usernameMissing', MISSING);
  const { at, actId } = await keep(parts, request, act, async (tx, keeper, now) => {
    // Whoever keeps the system may have forgotten a password too; the second factor stays theirs.
    await accountKept(tx, keeper, person, now, { guarding: true });
    if (known === undefined && (await isUsernameTaken(parts.authDb, username ?? '')))
      throw new Problem('usernameTaken', TAKEN);
    return person;
  });
  return { at, ...(await account(parts, request, { person, username: known?.username ?? username ?? '', actId })) };
}

interface Wanted {
  readonly person: string;
  readonly username: string;
  readonly actId: string;
}

/** The account with a password of this act: made if there is none. */
async function account(parts: Parts, request: FastifyRequest, { person, username, actId }: Wanted) {
  const given = givenNow(actId);
  const password = givenPassword(parts, person, keyOf(request));
  const known = (await accountStates(parts.authDb, [person])).get(person);
  if (known === undefined)
    try {
      await createStaffAccount(parts, { person, username, password, given });
    } catch (error) {
      if (error instanceof DatabaseError && error.code === 'uniqueViolation') throw new Problem('usernameTaken', TAKEN);
      throw error;
    }
  else await givePassword(parts, person, given, password);
  return { person, username: known?.username ?? username, password, expiresAt: given.until };
}
