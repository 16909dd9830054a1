import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Auth } from '#api/auth/auth';
import type { Parts } from '#api/parts';
import { authRoutes } from './auth.ts';
import { meRoutes } from './me.ts';

/** Every resource under /api, in the order in which the description lists them. */
export function routes(parts: Parts, auth: Auth): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(authRoutes(parts, auth), { prefix: '/auth' });
    await app.register(meRoutes(parts), { prefix: '/me' });
  };
}
