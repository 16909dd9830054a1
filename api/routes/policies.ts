import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { askerOf } from '#api/asker';
import type { Parts } from '#api/parts';
import { instant, problemsOf } from '#api/schemas/common';
import { NotFound } from '#db/commit';
import { listPolicies, policyDocument } from '#db/queries/policies';

const tags = ['policies'];
const line = z.object({ version: z.int(), inForceFrom: instant, sha256: z.string() });
const full = line.extend({ document: z.unknown(), signedBy: z.unknown() });
const params = z.strictObject({ version: z.string().regex(/^[1-9]\d{0,8}$/) });

/** The rules in figures: thresholds, limits and chains, one signed document per version. */
export function policyRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    const page = z.object({ items: z.array(line) });
    app.get('', { schema: { tags, response: { 200: page, ...problemsOf() } } }, async (request) => ({
      items: await parts.db.transaction(askerOf(request).context, listPolicies),
    }));
    app.get('/:version', { schema: { tags, params, response: { 200: full, ...problemsOf(404) } } }, async (request) => {
      const version = Number(request.params.version);
      const found = await parts.db.transaction(askerOf(request).context, (tx) => policyDocument(tx, version));
      if (found === null) throw new NotFound();
      return found;
    });
  };
}
