import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { sendWord, shown } from '#api/papers/making';
import { makeReturnLetter } from '#api/papers/return-letter';
import type { Parts } from '#api/parts';
import { problemsOf, streamParams } from '#api/schemas/common';
import { exportHeaders } from '#api/schemas/ledger';
import { paperAnswer } from '#api/schemas/papers';
import { RETURN_BODIES } from '#api/schemas/return-acts';
import type { StreamResource } from '#api/stream-resource';
import { permitted } from '#domain/act-table';
import { RETURN_ACTS } from '#domain/return-to-school-acts';
import { streamRoutes } from './streams.ts';

const RESOURCE: StreamResource = {
  kind: 'return',
  name: 'returns',
  bodies: RETURN_BODIES,
  permitted: (state, actor) => permitted(RETURN_ACTS, state, actor),
};

/** Ways back to class: the five of every stream, and the letter for the guardian. */
export function returnRoutes(parts: Parts): FastifyPluginAsyncZod {
  const letter = { tags: ['returns'], params: streamParams, headers: exportHeaders };
  return async (app) => {
    await app.register(streamRoutes(parts, RESOURCE));
    app.get(
      '/:id/letter',
      { schema: { ...letter, response: { 200: paperAnswer, ...problemsOf(404, 409) } } },
      async (request) => shown(await makeReturnLetter(parts, request, request.params.id)),
    );
    app.get('/:id/letter.docx', { schema: letter }, async (request, reply) =>
      sendWord(reply, await makeReturnLetter(parts, request, request.params.id)),
    );
  };
}
