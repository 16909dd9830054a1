import type { QueryClient } from '@tanstack/react-query';
import type { ComponentType, ReactNode } from 'react';
import type { Me } from './session.ts';

/** Headings of the menu, in their order: what is recorded and counted, and who and what keeps the place going. */
export const MENU_GROUPS = ['programme', 'house'] as const;
export type MenuGroup = (typeof MENU_GROUPS)[number];

/** What the file of a screen holds. */
export interface Loaded {
  readonly default: ComponentType;
  /** Asks for what the screen needs to ask on, by its address: the server is at work before the screen is drawn. Only for screens whose path names nothing. */
  readonly begin?: (queries: QueryClient, search: Readonly<Record<string, unknown>>) => void;
}

/** One screen of a feature, loaded when it is first opened. */
export interface Screen {
  /** As the router writes it: `/cases/$id`. */
  readonly path: string;
  readonly load: () => Promise<Loaded>;
  /** Its place in the menu; screens without one are reached by links. Its name is `menu.<entry>` in the texts of the feature `frame`. */
  readonly menu?: {
    readonly text: string;
    readonly icon: ReactNode;
    readonly order: number;
    /** Under which heading; without one it stands above all headings. */
    readonly group?: MenuGroup;
  };
}

/** A part of the console that knows nothing of the others: its folder, its texts (`texts/<language>/<name>.json`), its screens. */
export interface Feature {
  readonly name: string;
  /** Who has it; whoever has not sees no entry and no screen. The API decides for itself. */
  readonly shownTo: (me: Me) => boolean;
  readonly screens: readonly Screen[];
}
