import type { Parts } from '#api/parts';
import { REFERRAL_BODIES } from '#api/schemas/referral-acts';
import { recordConsent } from '#db/consents';
import type { ReferralState } from '#domain/referral-facts';
import { permittedReferralActs } from '#domain/referral-states';
import { mayAct } from '#domain/stream';
import { streamRoutes } from './streams.ts';

export const referralRoutes = (parts: Parts) =>
  streamRoutes(parts, {
    kind: 'referral',
    name: 'referrals',
    bodies: REFERRAL_BODIES,
    permitted: (state, actor) => {
      const called = state.duties.some((duty) => mayAct(duty, actor.person));
      return [...(called ? ['acknowledge'] : []), ...permittedReferralActs(state as ReferralState, actor)];
    },
    prepare: async (_tx, _id, command, { person }) =>
      command.act === 'giveConsent' ? { command, ...recordConsent(person) } : { command },
  });
