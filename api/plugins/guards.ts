import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { Problem } from '#api/problem';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** A school sits behind one address: this stops a loop gone wild, not a busy morning. */
const REQUESTS_A_MINUTE = 3_000;

/** Headers, a limit on requests, and no acts from pages of other sites. */
export async function guards(app: FastifyInstance, origin: string): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: { defaultSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'] },
    },
    hsts: origin.startsWith('https:'),
  });
  await app.register(rateLimit, {
    max: REQUESTS_A_MINUTE,
    timeWindow: '1 minute',
    errorResponseBuilder: () => new Problem('tooManyRequests', { retryAfter: 60 }),
  });
  app.addHook('onRequest', async (request) => {
    const from = request.headers.origin;
    if (SAFE.has(request.method) || from === undefined || from === origin) return;
    if (hostOf(from) !== request.headers.host) throw new Problem('originRefused');
  });
  app.addHook('onSend', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    // What is read here is read under a reason; no proxy and no disk keeps it.
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
  });
}

/** The host that a page came from; null for `Origin: null` and for nonsense. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
