import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Auth } from '#api/auth/auth';
import type { Parts } from '#api/parts';
import { authRoutes } from './auth.ts';
import { caseRoutes } from './cases.ts';
import { concernRoutes } from './concerns.ts';
import { followUpRoutes } from './follow-ups.ts';
import { meRoutes } from './me.ts';
import { referralRoutes } from './referrals.ts';
import { returnRoutes } from './returns.ts';

/** Every resource under /api, in the order in which the description lists them. */
export function routes(parts: Parts, auth: Auth): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(authRoutes(parts, auth), { prefix: '/auth' });
    await app.register(meRoutes(parts), { prefix: '/me' });
    await app.register(concernRoutes(parts), { prefix: '/concerns' });
    await app.register(caseRoutes(parts), { prefix: '/cases' });
    await app.register(referralRoutes(parts), { prefix: '/referrals' });
    await app.register(followUpRoutes(parts), { prefix: '/follow-ups' });
    await app.register(returnRoutes(parts), { prefix: '/returns' });
  };
}
