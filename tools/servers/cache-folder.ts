import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * The user's cache folder of this project (`$XDG_CACHE_HOME/xinqiao`, else `~/.cache/xinqiao`), made when missing.
 * What lies in it can be fetched or built again: executables and their libraries, never anybody's records.
 */
export function cacheFolder(...inside: string[]): string {
  const root = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(root, 'xinqiao', ...inside);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The absolute path of a program on PATH, or undefined. */
export function onPath(program: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}
