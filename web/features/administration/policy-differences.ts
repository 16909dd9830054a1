/** One figure that is not what it was. */
export interface Difference {
  /** Where in the document, with dots. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

const NONE = '–';

/** What differs between two documents, leaf by leaf, in the order of the newer one; the number of the version itself is no difference. */
export function differencesOf(before: unknown, after: unknown): readonly Difference[] {
  const [old, fresh] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...fresh.keys(), ...old.keys()])]
    .filter((path) => path !== 'version' && old.get(path) !== fresh.get(path))
    .map((path) => ({ path, before: old.get(path) ?? NONE, after: fresh.get(path) ?? NONE }));
}

function leavesOf(value: unknown, path = '', leaves = new Map<string, string>()): Map<string, string> {
  if (typeof value !== 'object' || value === null) leaves.set(path, JSON.stringify(value) ?? NONE);
  else for (const [key, held] of Object.entries(value)) leavesOf(held, path === '' ? key : `${path}.${key}`, leaves);
  return leaves;
}
