import type { Parts } from '#api/parts';
import { FOLLOW_UP_BODIES } from '#api/schemas/follow-up-acts';
import { permitted } from '#domain/act-table';
import { FOLLOW_UP_ACTS } from '#domain/follow-up-acts';
import { streamRoutes } from './streams.ts';

export const followUpRoutes = (parts: Parts) =>
  streamRoutes(parts, {
    kind: 'followUp',
    name: 'follow-ups',
    bodies: FOLLOW_UP_BODIES,
    permitted: (state, actor) => permitted(FOLLOW_UP_ACTS, state, actor),
  });
