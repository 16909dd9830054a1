import type { Parts } from '#api/parts';
import { CASE_BODIES } from '#api/schemas/case-acts';
import { permittedCaseActs } from '#domain/case-acts';
import type { CaseState } from '#domain/case-state';
import { streamRoutes } from './streams.ts';

export const caseRoutes = (parts: Parts) =>
  streamRoutes(parts, {
    kind: 'case',
    name: 'cases',
    bodies: CASE_BODIES,
    permitted: (state, actor) => permittedCaseActs(state as CaseState, actor),
  });
