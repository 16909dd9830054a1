/** What the API names at once. */
const MOST = 100;

/** A list of ids in parts that the API takes. */
export function inHundreds(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / MOST) }, (_, at) => ids.slice(at * MOST, (at + 1) * MOST));
}
