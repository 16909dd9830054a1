import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { askerOf } from '#api/asker';
import type { Parts } from '#api/parts';
import { meAnswer } from '#api/schemas/auth';
import { problemsOf } from '#api/schemas/common';
import { type Asking, askingsOf } from '#db/queries/asking';
import { ownAccesses } from '#domain/seen-as';

/** Who one is here, in which appointments, and what the acting one may ask for. */
export function meRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '',
      { config: { access: 'signedIn' }, schema: { tags: ['me'], response: { 200: meAnswer, ...problemsOf() } } },
      async (request) => {
        const asker = askerOf(request);
        const at = await parts.clock.now();
        const all = await parts.db.transaction(asker.context, (tx) => askingsOf(tx, asker.person, at));
        return {
          person: asker.person,
          displayName: asker.displayName,
          secondFactor: asker.secondFactor,
          firstPassword: asker.firstPassword,
          acting: shown(asker),
          appointments: all.map(shown),
          permitted: [...ownAccesses(asker.role, asker.side)],
        };
      },
    );
  };
}

function shown({ appointment, role, org, orgName, orgKind }: Asking) {
  return { appointment, role, org, orgName, orgKind };
}
