import type { paths } from '#api/openapi';
import { api, ask } from '#web/frame/api.ts';

export type RollOver = paths['/api/roll-overs/{id}']['get']['responses'][200]['content']['application/json'];
export type SchoolPage = paths['/api/roll-overs/{id}/schools']['get']['responses'][200]['content']['application/json'];
export type School = SchoolPage['items'][number];
export type LeaverPage = paths['/api/roll-overs/{id}/leavers']['get']['responses'][200]['content']['application/json'];
type Wish = NonNullable<
  paths['/api/organisations/{id}/roll-overs']['post']['requestBody']
>['content']['application/json'];

/** A county or the city has many schools, each with its classes: so many at once. */
const SCHOOLS = '20';

/** Begins the dry run for the own place, or for one below it by its code. */
export async function lookAt(own: string, code: string, wish: Wish): Promise<RollOver> {
  const found =
    code === '' ? undefined : await ask(() => api.GET('/api/organisations', { params: { query: { code } } }));
  const id = found?.items[0]?.id ?? own;
  return ask(() => api.POST('/api/organisations/{id}/roll-overs', { params: { path: { id } }, body: wish }));
}

export function readRollOver(id: string): Promise<RollOver> {
  return ask(() => api.GET('/api/roll-overs/{id}', { params: { path: { id } } }));
}

export function release(id: string): Promise<RollOver> {
  return ask(() => api.POST('/api/roll-overs/{id}/release', { params: { path: { id } } }));
}

export function readSchools(id: string, after: string): Promise<SchoolPage> {
  const query = { limit: SCHOOLS, ...(after === '' ? {} : { after }) };
  return ask(() => api.GET('/api/roll-overs/{id}/schools', { params: { path: { id }, query } }));
}

export function readLeavers(id: string, after: string): Promise<LeaverPage> {
  const query = after === '' ? {} : { after };
  return ask(() => api.GET('/api/roll-overs/{id}/leavers', { params: { path: { id }, query } }));
}
