import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { askerOf } from '#api/asker';
import { type Auth, CALLER_HEADER } from '#api/auth/auth';
import { type Turns, turnsOf } from '#api/auth/turns';
import type { Parts } from '#api/parts';
import { Problem } from '#api/problem';
import * as schemas from '#api/schemas/auth';
import { problemsOf } from '#api/schemas/common';
import { ownPasswordSet, standingPassword } from '#db/key-acts';

const open = { access: 'open' } as const;
const tags = ['auth'];
const answers = problemsOf();
const POINTED = { pointer: '/newPassword', code: 'passwordSame' };

/** Sign-in and what belongs to it: better-auth behind schemas of our own. Of its other endpoints none is reachable. */
export function authRoutes(parts: Parts, auth: Auth): FastifyPluginAsyncZod {
  const forward = forwarder(parts, auth);
  const turns = turnsOf(parts);
  return async (app) => {
    passwordRoutes(app, parts, forward, turns);
    codeRoutes(app, forward, turns);
    enrolment(app, forward, turns);
  };
}

type App = Parameters<FastifyPluginAsyncZod>[0];

function passwordRoutes(app: App, parts: Parts, forward: Forward, turns: Turns): void {
  app.post(
    '/sign-in/username',
    { config: open, schema: { tags, body: schemas.signInBody, response: { 200: schemas.signInAnswer, ...answers } } },
    async (request, reply) => {
      const account = request.body.username.toLowerCase();
      const body = await turns.password(request, account, async () => {
        const standing = await standingPassword(parts.authDb, { username: account });
        if (standing?.expired === true) throw new Problem('signInRefused');
        return forward(request, reply, 'signInRefused');
      });
      if (body.twoFactorRedirect === true) return { next: 'secondFactor' as const };
      return { next: 'enrolSecondFactor' as const };
    },
  );
  app.post(
    '/change-password',
    {
      config: { access: 'signedIn' },
      schema: { tags, body: schemas.passwordBody, response: { 200: schemas.doneAnswer, ...problemsOf(422) } },
    },
    async (request, reply) => {
      const { currentPassword, newPassword } = request.body;
      if (currentPassword === newPassword) throw new Problem('passwordSame', { pointers: [POINTED] });
      const { person } = askerOf(request);
      await turns.password(request, person, () =>
        forward(request, reply, 'signInRefused', { revokeOtherSessions: true }),
      );
      await ownPasswordSet(parts.authDb, person);
      return { done: true as const };
    },
  );
  app.post(
    '/sign-out',
    { config: open, schema: { tags, response: { 200: schemas.doneAnswer, ...answers } } },
    async (request, reply) => {
      await forward(request, reply, 'notSignedIn');
      return { done: true as const };
    },
  );
}

function codeRoutes(app: App, forward: Forward, turns: Turns): void {
  app.post(
    '/two-factor/verify-totp',
    { config: open, schema: { tags, body: schemas.codeBody, response: { 200: schemas.signInAnswer, ...answers } } },
    async (request, reply) => {
      await turns.code(request, reply, () => forward(request, reply, 'secondFactorRefused'));
      return { next: 'none' as const };
    },
  );
  app.post(
    '/two-factor/verify-backup-code',
    {
      config: open,
      schema: { tags, body: schemas.backupCodeBody, response: { 200: schemas.signInAnswer, ...answers } },
    },
    async (request, reply) => {
      await turns.code(request, reply, () => forward(request, reply, 'secondFactorRefused'));
      return { next: 'none' as const };
    },
  );
}

function enrolment(app: App, forward: Forward, turns: Turns): void {
  app.post(
    '/two-factor/enable',
    {
      config: { access: 'signedIn' },
      schema: { tags, body: schemas.enrolBody, response: { 200: schemas.enrolAnswer, ...answers } },
    },
    async (request, reply) => {
      const { secondFactor, firstPassword, person } = askerOf(request);
      if (firstPassword) throw new Problem('passwordToChange');
      // A new second factor for an account that has one is a matter of the security administrator.
      if (secondFactor) throw new Problem('notPermitted');
      const enrol = () => forward(request, reply, 'signInRefused');
      return schemas.enrolAnswer.parse(await turns.password(request, person, enrol));
    },
  );
}

type Refused = 'signInRefused' | 'secondFactorRefused' | 'notSignedIn';

type Forward = ReturnType<typeof forwarder>;

/** Hands a checked request to better-auth and its cookies back; says no more of a failure than that it failed. */
function forwarder(parts: Parts, auth: Auth) {
  return async (
    request: FastifyRequest,
    reply: FastifyReply,
    refused: Refused,
    more: object = {},
  ): Promise<Readonly<Record<string, unknown>>> => {
    const given: unknown = request.body;
    const body = typeof given === 'object' && given !== null ? { ...given, ...more } : more;
    const answer = await auth.handler(
      new Request(new URL(request.url, parts.origin), {
        method: 'POST',
        headers: headersOf(parts, request),
        body: JSON.stringify(body),
      }),
    );
    for (const cookie of answer.headers.getSetCookie()) void reply.header('set-cookie', cookie);
    if (answer.status === 429) throw new Problem('tooManyRequests', { retryAfter: 60 });
    if (answer.status >= 500) throw new Problem('recordAway', { retryAfter: 2 });
    if (!answer.ok) throw new Problem(refused);
    const read: unknown = await answer.json();
    return typeof read === 'object' && read !== null ? { ...read } : {};
  };
}

/** Our guard has looked at the origin; what better-auth may see is built anew. */
function headersOf(parts: Parts, request: FastifyRequest): Headers {
  const headers = new Headers({
    'content-type': 'application/json',
    origin: parts.origin,
    [CALLER_HEADER]: request.ip,
  });
  const { cookie } = request.headers;
  if (cookie !== undefined) headers.set('cookie', cookie);
  const agent = request.headers['user-agent'];
  if (agent !== undefined) headers.set('user-agent', agent.slice(0, 200));
  return headers;
}
