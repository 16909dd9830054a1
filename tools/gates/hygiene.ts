import { findLines, type Gate } from './gate.ts';

/** A folder that exists on one machine only. A plain `/tmp` or `/root` is a word, a path below it is a leak. */
const MACHINE_PATH = /(?<![\w.~-])(?:\/(?:work|root|tmp)\/[\w.]|\/(?:home|Users)\/[\w.-]+\/|[A-Z]:\\Users\\)/;
const OUTSIDE = new RegExp(String.raw`\.\./shared\b`);
const TARBALL = /https?:\/\/\S+\/-\/[^"'\s]+\.tgz/;
const LOCKED_HOST = /"resolved":\s*"https?:/;
const REGISTRY = /^\s*(?:@[\w-]+:)?registry\s*=/;

/** Nothing in the tree says where it was made: no folders of a machine, no hosts of a package mirror. */
export const hygiene: Gate = {
  name: 'hygiene',
  find: (files) =>
    files.flatMap((file) =>
      findLines(file, (line) => {
        const path = MACHINE_PATH.exec(line) ?? OUTSIDE.exec(line);
        if (path !== null) return `'${path[0]}' exists on one machine only`;
        if (LOCKED_HOST.test(line) || TARBALL.test(line)) return 'the host of a package mirror';
        return file.path.endsWith('.npmrc') && REGISTRY.test(line) ? 'a registry of one machine' : undefined;
      }),
    ),
};
