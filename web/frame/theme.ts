import { useSyncExternalStore } from 'react';

/** system: as the machine has it. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEMES)[number];

const KEY = 'xinqiao.theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');
/** Paper is white whatever the screen is. */
const paper = window.matchMedia('print');
const listeners = new Set<() => void>();
let choice: ThemeChoice = THEMES.find((each) => each === localStorage.getItem(KEY)) ?? 'system';

function isDark(): boolean {
  if (paper.matches) return false;
  return choice === 'dark' || (choice === 'system' && dark.matches);
}

function tell(): void {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

dark.addEventListener('change', tell);
paper.addEventListener('change', tell);
tell();

export function chooseTheme(next: ThemeChoice): void {
  choice = next;
  localStorage.setItem(KEY, next);
  tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTheme(): { readonly choice: ThemeChoice; readonly dark: boolean } {
  const isNowDark = useSyncExternalStore(subscribe, isDark);
  const current = useSyncExternalStore(subscribe, () => choice);
  return { choice: current, dark: isNowDark };
}
