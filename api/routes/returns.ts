import type { Parts } from '#api/parts';
import { RETURN_BODIES } from '#api/schemas/return-acts';
import { permitted } from '#domain/act-table';
import { RETURN_ACTS } from '#domain/return-to-school-acts';
import { streamRoutes } from './streams.ts';

export const returnRoutes = (parts: Parts) =>
  streamRoutes(parts, {
    kind: 'return',
    name: 'returns',
    bodies: RETURN_BODIES,
    permitted: (state, actor) => permitted(RETURN_ACTS, state, actor),
  });
