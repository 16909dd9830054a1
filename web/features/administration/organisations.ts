import type { paths } from '#api/openapi';
import { api, ask } from '#web/frame/api.ts';

type Answer = paths['/api/organisations']['get']['responses'][200]['content']['application/json'];
export type Organisation = Answer['items'][number];
type Query = NonNullable<paths['/api/organisations']['get']['parameters']['query']>;
export type Change =
  paths['/api/organisations/{id}/changes']['get']['responses'][200]['content']['application/json']['items'][number];

/** How many places of one kind are fetched at once. */
export const PAGE = 100;

export function readOrganisation(id: string, asOf = ''): Promise<Organisation> {
  const query = asOf === '' ? {} : { asOf };
  return ask(() => api.GET('/api/organisations/{id}', { params: { path: { id }, query } }));
}

/** So many pages in the order of codes, and whether there is more. */
export async function readOrganisations(query: Query, pages: number) {
  const items: Organisation[] = [];
  let after: string | null = null;
  for (let page = 0; page < pages; page += 1) {
    const wanted: Query = { ...query, limit: String(PAGE), ...(after === null ? {} : { after }) };
    const answer: Answer = await ask(() => api.GET('/api/organisations', { params: { query: wanted } }));
    items.push(...answer.items);
    after = answer.next;
    if (after === null) break;
  }
  return { items, more: after !== null };
}

/** Which changes fit a place: as the rules of the tree judge it once more. */
export function changesFor(kind: string): readonly ('moves' | 'mergers')[] {
  if (kind === 'school') return ['moves', 'mergers'];
  if (kind === 'county') return ['mergers'];
  return kind === 'committee' || kind === 'hospital' ? ['moves'] : [];
}
