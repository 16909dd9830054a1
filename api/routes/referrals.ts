import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { readPacket } from '#api/packet';
import { sendWord, shown } from '#api/papers/making';
import { makeReferralLetter } from '#api/papers/referral-letter';
import type { Parts } from '#api/parts';
import { problemsOf, readHeaders, streamParams } from '#api/schemas/common';
import { exportHeaders } from '#api/schemas/ledger';
import { packetAnswer } from '#api/schemas/packet';
import { paperAnswer } from '#api/schemas/papers';
import { REFERRAL_BODIES } from '#api/schemas/referral-acts';
import { recordConsent } from '#db/consents';
import type { ReferralState } from '#domain/referral-facts';
import { permittedReferralActs } from '#domain/referral-states';
import { mayAct } from '#domain/stream';
import type { StreamResource } from '#api/stream-resource';
import { streamRoutes } from './streams.ts';

/** Requests to hospitals: the five of every stream, and the packet that the hospital reads. */
export function referralRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(streamRoutes(parts, RESOURCE));
    app.get(
      '/:id/packet',
      {
        schema: {
          tags: ['referrals'],
          params: streamParams,
          headers: readHeaders,
          response: { 200: packetAnswer, ...problemsOf(404, 409) },
        },
      },
      (request) => readPacket(parts, request, request.params.id),
    );
    const letter = { tags: ['referrals'], params: streamParams, headers: exportHeaders };
    app.get(
      '/:id/letter',
      { schema: { ...letter, response: { 200: paperAnswer, ...problemsOf(404, 409) } } },
      async (request) => shown(await makeReferralLetter(parts, request, request.params.id)),
    );
    app.get('/:id/letter.docx', { schema: letter }, async (request, reply) =>
      sendWord(reply, await makeReferralLetter(parts, request, request.params.id)),
    );
  };
}

const RESOURCE: StreamResource = {
  kind: 'referral',
  name: 'referrals',
  bodies: REFERRAL_BODIES,
  permitted: (state, actor) => {
    const called = state.duties.some((duty) => mayAct(duty, actor.person));
    return [...(called ? ['acknowledge'] : []), ...permittedReferralActs(state as ReferralState, actor)];
  },
  prepare: async (_tx, _id, command, { person }) =>
    command.act === 'giveConsent' ? { command, ...recordConsent(person) } : { command },
};
