import type { Loaded, Screen } from './feature.ts';

const files = new Map<Screen['load'], Promise<Loaded>>();

/** The file of a screen, asked for once: browsers take some turns to answer even for a file that they have. One that did not come is asked for again. */
export function fileOf({ load }: Screen): Promise<Loaded> {
  const known = files.get(load);
  if (known !== undefined) return known;
  const coming = load();
  files.set(load, coming);
  coming.catch(() => files.delete(load));
  return coming;
}
