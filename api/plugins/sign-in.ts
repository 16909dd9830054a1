import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Auth, SESSION_LIMIT_MS } from '#api/auth/auth';
import { plainSession, type SignedIn } from '#api/auth/session';
import { type Asker, newAsker } from '#api/asker';
import type { Parts } from '#api/parts';
import { Problem } from '#api/problem';
import { standingPassword } from '#db/key-acts';
import { type Asking, askingsOf } from '#db/queries/asking';
import type { Instant } from '#domain/instant';

declare module 'fastify' {
  interface FastifyRequest {
    asker: Asker | null;
  }
  interface FastifyContextConfig {
    /** open: anybody · signedIn: also without a second factor · left out: signed in with a second factor. */
    access?: 'open' | 'signedIn';
  }
}

/** Which of their appointments a person acts in, when they have several. A line of events, which carries no header, says it in its address. */
const APPOINTMENT_HEADER = 'x-appointment';
const APPOINTMENT_QUERY = 'appointment';

/** Finds out who asks, at every request anew: whoever was disabled, banned or signed out is out with the next one. */
export function signIn(app: FastifyInstance, parts: Parts, auth: Auth): void {
  app.decorateRequest('asker', null);
  app.addHook('onRequest', async (request, reply) => {
    const { access } = request.routeOptions.config;
    if (access === 'open' || request.is404) return;
    request.asker = await asker(parts, auth, request, reply);
    if (request.asker.firstPassword && access !== 'signedIn') throw new Problem('passwordToChange');
    if (!request.asker.secondFactor && access !== 'signedIn') throw new Problem('secondFactorMissing');
  });
}

async function asker(parts: Parts, auth: Auth, request: FastifyRequest, reply: FastifyReply): Promise<Asker> {
  const { cookie } = request.headers;
  if (cookie === undefined) throw new Problem('notSignedIn');
  const at = await parts.clock.now();
  const { askings, ...keys } =
    (await plainSession(parts, cookie, at)) ?? (await sessionOfLibrary(parts, auth, cookie, at, reply));
  return newAsker(chosen(askings, request), keys, request.id);
}

/** What the library says of a session, renewed or ended by it. */
async function sessionOfLibrary(
  parts: Parts,
  auth: Auth,
  cookie: string,
  at: Instant,
  reply: FastifyReply,
): Promise<SignedIn> {
  const { headers, response } = await sessionOf(auth, cookie);
  if (response === null) throw new Problem('notSignedIn');
  const { session, user } = response;
  if (Date.now() - session.createdAt.getTime() > SESSION_LIMIT_MS || user.banned === true) {
    await auth.api.signOut({ headers: new Headers({ cookie }) });
    throw new Problem('notSignedIn');
  }
  for (const renewed of headers.getSetCookie()) void reply.header('set-cookie', renewed);
  const askings = await parts.db.transaction({ person: user.id }, (tx) => askingsOf(tx, user.id, at));
  const firstPassword = (await standingPassword(parts.authDb, { person: user.id })) !== null;
  return { secondFactor: user.twoFactorEnabled === true, firstPassword, askings };
}

/** The library answers 500 when the table of sessions is away: nothing has happened yet, the same request asks again. */
async function sessionOf(auth: Auth, cookie: string) {
  try {
    return await auth.api.getSession({ headers: new Headers({ cookie }), returnHeaders: true });
  } catch (error) {
    const status: unknown = error instanceof Error ? Reflect.get(error, 'statusCode') : undefined;
    throw status === 500 ? new Problem('recordAway', { retryAfter: 2 }) : error;
  }
}

function chosen(askings: readonly Asking[], request: FastifyRequest): Asking {
  const wanted = request.headers[APPOINTMENT_HEADER] ?? Object(request.query)[APPOINTMENT_QUERY];
  const found = wanted === undefined ? askings[0] : askings.find((each) => each.appointment === wanted);
  if (found === undefined) throw new Problem('noAppointment');
  return found;
}
