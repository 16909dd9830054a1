import type { Language, Scale, Wording } from './scale.ts';

/**
 * Whether students may be asked in this language. Outside the demonstration city every wording must have been confirmed against the
 * publisher's file; nowhere is a form shown with a question or an answer missing.
 */
export function usableIn(
  scale: Scale,
  language: Language,
  where: { readonly demo: boolean },
): 'ok' | 'wordingUnverified' {
  const worded = wordings(scale).every(({ wording }) => (wording[language] ?? '') !== '');
  return worded && (scale.verified[language] || where.demo) ? 'ok' : 'wordingUnverified';
}

/** JSON pointers to instrument text that the licence does not let into the source tree; empty for a lawful instrument. */
export function unlicensedTexts(scale: Scale): readonly string[] {
  if (scale.textPolicy === 'ship') return [];
  return wordings(scale)
    .filter(({ wording }) => Object.keys(wording).length > 0)
    .map(({ pointer }) => pointer);
}

interface PlacedWording {
  readonly pointer: string;
  readonly wording: Wording;
}

function wordings(scale: Scale): readonly PlacedWording[] {
  const items = scale.items.flatMap(({ text, options }, i): PlacedWording[] => [
    { pointer: `/items/${i}/text`, wording: text },
    ...options.map((option, o) => ({ pointer: `/items/${i}/options/${o}/text`, wording: option.text })),
  ]);
  return [{ pointer: '/instruction', wording: scale.instruction }, ...items];
}
