import { FEATURES } from '#web/console/features.ts';
import type { Screen } from './feature.ts';
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
