import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { invitePupils } from '#db/invite';
import { NotFound } from '#db/commit';
import { mintId } from '#db/decide-all';
import { pupilsOf } from '#db/queries/invitations';
import { listOrganisations } from '#db/queries/organisations';
import type { Transaction } from '#db/transaction';
import { can, NO_RELATION } from '#domain/permission';
import { findScale } from '#domain/scales/index';
import { keyOf, perform } from './acts.ts';
import { type Asker, askerOf } from './asker.ts';
import type { Parts } from './parts.ts';
import { Problem } from './problem.ts';
import type { planBody } from './schemas/campaigns.ts';

const MOST_CLASSES = 500;
type Body = z.infer<typeof planBody>;

/** Plans a campaign: its classes are counted, and each pupil given a place, in the transaction of the plan itself. */
export async function planCampaign(parts: Parts, request: FastifyRequest, body: Body) {
  const asker = askerOf(request);
  const { instrument, version, window, interviewers } = body;
  const scale = findScale(instrument, version);
  if ('fault' in scale) throw new Problem(scale.fault, { pointers: [pointerTo(scale.fault)] });
  const { place, classes } = await parts.db.transaction(asker.context, (tx) => schoolOf(tx, asker, body));
  const id = mintId(place.id, keyOf(request), 0);
  const pupils: string[] = [];
  return perform(parts, request, {
    target: { start: id, kind: 'campaign', org: place.id, path: place.path },
    ofStudent: false,
    asked: body,
    command: { act: 'plan' },
    complete: async (tx, command) => {
      const found = await pupilsOf(tx, classes, place.path);
      pupils.push(...found.map((pupil) => pupil.id));
      const sizes = sizesOf(found);
      return { ...command, instrument, instrumentVersion: version, window, interviewers, classes: sizes };
    },
    beside: (tx, where) => invitePupils(parts.keyring, id, pupils)(tx, where),
  });
}

function pointerTo(fault: 'unknownInstrument' | 'unknownVersion') {
  return { pointer: fault === 'unknownVersion' ? '/version' : '/instrument', code: fault };
}

function sizesOf(pupils: readonly { readonly class: string | null }[]) {
  const sizes = new Map<string, number>();
  for (const { class: group } of pupils) if (group !== null) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return [...sizes].map(([group, size]) => ({ class: group, size }));
}

async function schoolOf(tx: Transaction, asker: Asker, { org, classes }: Body) {
  if (!can(asker.role, 'planCampaign', { ...NO_RELATION, place: true })) throw new Problem('notPermitted');
  const [place] = await listOrganisations(tx, { code: org, kind: 'school' }, { afterCode: undefined, limit: 1 });
  if (place?.path.startsWith(asker.path) !== true) throw new NotFound();
  const all = await listOrganisations(
    tx,
    { parent: place.id, kind: 'class' },
    { afterCode: undefined, limit: MOST_CLASSES },
  );
  const own = all.map(({ id }) => id);
  if (classes?.some((group) => !own.includes(group)) === true) throw new NotFound();
  return { place, classes: classes ?? own };
}
