import { posix } from 'node:path';
import { findLines, type Gate } from './gate.ts';

const SOURCE = /\.(ts|tsx|mts|mjs)$/;
const SPECIFIER = /(?:\bfrom|\bimport|\bimport\()\s*['"]([^'"]+)['"]/g;
const FOR_TESTS_ALONE = /^(vitest|fast-check|@temporalio\/testing|#tools\/testing)(\/|$)/;
const MAY_TEST = /\.test\.tsx?$|^tools\/|^bench\/|^vitest\.[\w.]*$/;

/**
 * What the import table of the linter cannot say: a file at or below the importer's own folder is named `./x.ts`, the
 * alias is for crossing; and the tools of tests are imported by tests, `tools/` and `bench/` only.
 */
export const imports: Gate = {
  name: 'imports',
  find: (files) =>
    files
      .filter((file) => SOURCE.test(file.path))
      .flatMap((file) =>
        findLines(file, (line) =>
          [...line.matchAll(SPECIFIER)].map(([, specifier]) => complaint(file.path, specifier ?? '')).find(Boolean),
        ),
      ),
};

function complaint(importer: string, specifier: string): string | undefined {
  const folder = posix.dirname(importer);
  if (specifier.startsWith('#') && specifier.slice(1).startsWith(`${folder}/`)) {
    return `'${specifier}' lies in or below ${folder}/: write './${specifier.slice(folder.length + 2)}.ts'`;
  }
  if (FOR_TESTS_ALONE.test(specifier) && !MAY_TEST.test(importer)) return `'${specifier}' is for tests alone`;
  return undefined;
}
