import type { ToSign } from '#domain/duty-about';
import type { DutyKind } from '#domain/policy';
import { toSignWords } from '#domain/timeline/code-words';
import { dutyWords } from '#domain/timeline/duty-words';
import type { Words } from '#domain/words';
import type { Say } from '#web/frame/phrases.ts';

interface Titled {
  readonly kind: string;
  /** What is to be signed. */
  readonly signs?: { readonly decision: string; readonly level: string | null } | null;
  /** What is to be looked at. */
  readonly watches?: { readonly kind: string } | null;
}

/** What a duty asks for; whoever is to sign or to look reads at what. `t`: texts in which the frame's are found. */
export function dutyTitle(
  { kind, signs = null, watches = null }: Titled,
  say: (pair: Words | undefined) => string,
  t: Say,
): string {
  const duty = say(dutyWords[kind as DutyKind]) || kind; // kinds of the API are the domain's
  if (watches !== null) return t('frame:about', { duty, about: t(`frame:stream.${watches.kind}`) });
  if (signs === null) return duty;
  const decision = say(toSignWords[signs.decision as ToSign['decision']]);
  if (signs.level === null) return t('frame:about', { duty, about: decision });
  const about = t('frame:toLevel', { decision, level: t(`frame:level.${signs.level}`) });
  return t('frame:about', { duty, about });
}
