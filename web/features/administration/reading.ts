import type { paths } from '#api/openapi';
import type { Role } from '#domain/role';
import { roleWords } from '#domain/timeline/people';
import { api, ask } from '#web/frame/api.ts';
import { useMe } from '#web/frame/session.ts';
import { useSay } from '#web/frame/words.ts';

type Answers = paths['/api/people']['get']['responses'][200]['content']['application/json'];
export type Person = Answers['items'][number];
export type Office = Person['offices'][number];
export type Given = paths['/api/people']['post']['responses'][200]['content']['application/json'];
export type OfficeBody = paths['/api/people/{id}/appointments']['post']['requestBody']['content']['application/json'];

/** Queries that an act on people moves. */
export const MOVED = ['people', 'places'];

/** What a role is called; the API's roles are the domain's. */
export function useRoleWords(): (role: string) => string {
  const say = useSay();
  // In English the words stand in a story, after "the".
  return (role) => say(roleWords[role as Role]).replace(/^(?:the|an?) /i, '') || role;
}

/** Which of the administrators is here, if any. */
export function useKeeping() {
  const { permitted } = useMe();
  return { people: permitted.includes('keepPeople'), factors: permitted.includes('keepSecondFactors') };
}

export function readPerson(id: string) {
  return ask(() => api.GET('/api/people/{id}', { params: { path: { id } } }));
}

/** In force, or still to begin. */
export function isOpen({ until }: Office, at: number): boolean {
  return until === null || until > at;
}
