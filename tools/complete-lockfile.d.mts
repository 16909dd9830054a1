type Packages = Record<string, Record<string, unknown>>;

/** A completed copy of a lockfile (version 2 or 3) and the paths that were added. */
export function completed(lock: { packages: Packages }): { lock: { packages: Packages }; added: string[] };
