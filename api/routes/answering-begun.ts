import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { openByCode } from '#api/answering';
import { hearSoFar } from '#api/answering-begun';
import type { helpLinesAlways } from '#api/help-lines';
import type { Parts } from '#api/parts';
import * as schemas from '#api/schemas/answering';
import { problemsOf } from '#api/schemas/common';
import { policyInForce, policyOf } from '#db/queries/policy';

const tags = ['answering'];
const config = { access: 'open' } as const;

type Found = Awaited<ReturnType<typeof openByCode>> & { readonly helpLines: { name: string; number: string }[] };
/** Opens what a code opens; the problem that it throws carries the help lines. */
export type Opened = (request: { readonly params: { readonly code: string } }) => Promise<Found>;

/** What a page asks before it knows a code, and what it says before the form is handed in. */
export function begunRoutes(
  parts: Parts,
  help: ReturnType<typeof helpLinesAlways>,
  opened: Opened,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '',
      {
        config,
        schema: {
          tags,
          summary: 'The help lines of the policy in force',
          response: { 200: schemas.helpAnswer, ...problemsOf() },
        },
      },
      async () => {
        const now = await parts.clock.now();
        const { helpLines } = await parts.db.transaction({ actor: 'student' }, async (tx) =>
          policyOf(tx, await policyInForce(tx, now)),
        );
        help.are(helpLines);
        return { helpLines: [...helpLines] };
      },
    );
    app.post(
      '/:code/so-far',
      {
        config,
        schema: {
          tags,
          summary: 'What was answered so far: an answer that cannot wait for the end of the form is heard at once',
          params: schemas.answeringParams,
          body: schemas.soFarBody,
          response: { 200: schemas.helpAnswer, ...problemsOf(404, 413, 415, 422) },
        },
      },
      async (request) => {
        const { invitation, policy, now, helpLines } = await opened(request);
        await hearSoFar(parts, invitation, request.body, policy, now);
        return { helpLines };
      },
    );
  };
}
