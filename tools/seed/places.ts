import type { Organisation } from './types.ts';

/** The place of each organisation in the tree by its id, `/999000/999001/001/0701/`: a step is the code without the part that the place above already says. */
export function placesOf(organisations: readonly Organisation[]): ReadonlyMap<string, string> {
  const codes = new Map(organisations.map(({ id, code }) => [id, code]));
  const places = new Map<string, string>();
  for (const { id, code, parent } of organisations) {
    const above = parent === null ? '/' : places.get(parent);
    if (above === undefined) throw new RangeError('an organisation stands before the one above it');
    const said = parent === null ? '' : (codes.get(parent) ?? '');
    const step = code.startsWith(said) ? code.slice(said.length).replace(/^-/, '') : code;
    places.set(id, `${above}${step}/`);
  }
  return places;
}
