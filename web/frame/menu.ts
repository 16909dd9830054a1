import { FEATURES } from '#web/console/features.ts';
import { MENU_GROUPS, type MenuGroup, type Screen } from './feature.ts';
import type { Me } from './session.ts';

/** The screens that this person has, in the order of the list. */
export function screensOf(me: Me): readonly Screen[] {
  return FEATURES.filter((feature) => feature.shownTo(me)).flatMap(({ screens }) => screens);
}

/** Entries of the menu, first the one that opens at `/`. */
export function menuOf(me: Me) {
  return screensOf(me)
    .flatMap(({ path, menu }) => (menu === undefined ? [] : [{ path, ...menu }]))
    .sort((one, other) => one.order - other.order);
}

type Entry = ReturnType<typeof menuOf>[number];

/** The same entries under their headings, first those that stand under none. Entries that are all of one group need no heading. */
export function groupsOf(
  entries: readonly Entry[],
): readonly { readonly group: MenuGroup | null; readonly entries: readonly Entry[] }[] {
  const parts = [null, ...MENU_GROUPS]
    .map((group) => ({ group, entries: entries.filter((entry) => (entry.group ?? null) === group) }))
    .filter((part) => part.entries.length > 0);
  return parts.length === 1 ? [{ group: null, entries }] : parts;
}
