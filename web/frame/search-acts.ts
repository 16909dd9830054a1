import { CASE_ACTS } from '#domain/case-acts';
import type { CaseActName } from '#domain/case-commands';
import { caseActWords } from '#domain/case-words';
import type { TableRow } from '#domain/act-table';
import type { ActorRole } from '#domain/role';
import type { Words } from '#domain/words';
import { screensOf } from './menu.ts';
import type { Me } from './session.ts';

export interface FoundAct {
  readonly act: CaseActName;
  readonly words: Words;
}

/** Done elsewhere: a case is opened by a concern, a duty is acknowledged in its row. */
const APART: readonly CaseActName[] = ['open', 'acknowledge'];

/** What this person's role may do with a case at some time; the case itself says whether it is now. */
export function actsOf(me: Me): readonly FoundAct[] {
  if (!screensOf(me).some(({ path }) => path === '/cases/$id')) return [];
  const role = me.acting.role as ActorRole; // the API's roles are the domain's
  const acts = Object.entries(CASE_ACTS) as readonly (readonly [CaseActName, TableRow])[]; // keys of that table
  return acts
    .filter(([act, { by }]) => by !== 'case' && by.includes(role) && !APART.includes(act))
    .map(([act]) => ({ act, words: caseActWords[act] }));
}
