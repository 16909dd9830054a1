import type { Language } from '#web/phone/language.ts';

/** The value of an option; null = passed over; `refused` = the pupil does not want to say. */
export type Answer = number | null | 'refused';

export interface Item {
  readonly n: number;
  readonly text: string;
  readonly options: readonly { readonly value: number; readonly text: string }[];
}

/** A form as the server shows it to a code. */
export interface Form {
  readonly state: string;
  readonly recall: string;
  readonly instruction: string | null;
  readonly instrument: string;
  readonly version: string;
  readonly notice: string;
  readonly items: readonly Item[];
}

/** What one pupil has said so far; lies on the phone under the code and nowhere else. */
export interface Draft {
  readonly code: string;
  readonly language: Language;
  readonly form: Form;
  /** By item number. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** Place of the question on the screen; one past the last = the look back. */
  readonly at: number;
  /** Epoch ms of the last touch: what nobody came back to is cleared away. */
  readonly touchedAt: number;
}

/** Why there are no questions for this code now. */
export const HOLDS = ['awaitsConsent', 'notYet', 'refused', 'answered', 'closed', 'notReady'] as const;
export type Hold = (typeof HOLDS)[number];

export type Scene =
  | { readonly name: 'code'; readonly fault: 'unreadable' | 'unknown' | 'rested' | null }
  | { readonly name: 'opening'; readonly code: string; readonly away: boolean }
  | { readonly name: 'held'; readonly code: string; readonly why: Hold }
  | { readonly name: 'asks'; readonly code: string; readonly form: Form; readonly busy: boolean }
  | { readonly name: 'question' | 'look'; readonly draft: Draft }
  | { readonly name: 'handing'; readonly code: string; readonly failed: string | null }
  | { readonly name: 'thanks'; readonly code: string };

export type Happening =
  | { readonly is: 'typed'; readonly code: string }
  | {
      readonly is:
        | 'codeUnknown'
        | 'away'
        | 'started'
        | 'rested'
        | 'refusedIt'
        | 'agreed'
        | 'handedIn'
        | 'taken'
        | 'triedAgain';
    }
  | { readonly is: 'notTaken'; readonly code: string }
  | { readonly is: 'form'; readonly form: Form; readonly language: Language; readonly at: number }
  | { readonly is: 'draft'; readonly draft: Draft }
  | { readonly is: 'chose'; readonly answer: Answer; readonly at: number }
  | { readonly is: 'went'; readonly by: 1 | -1 }
  | { readonly is: 'wentTo'; readonly place: number };

export const BEGINNING: Scene = { name: 'code', fault: null };

/** What the page shows after something has happened. Pure; whatever does not belong to the scene changes nothing. */
export function after(scene: Scene, happening: Happening): Scene {
  switch (happening.is) {
    case 'started':
      return BEGINNING;
    case 'rested':
      return { name: 'code', fault: 'rested' };
    case 'typed':
      return { name: 'opening', code: happening.code, away: false };
    case 'codeUnknown':
      return { name: 'code', fault: 'unknown' };
    case 'away':
      if (scene.name === 'asks') return { ...scene, busy: false };
      return scene.name === 'opening' ? { ...scene, away: true } : scene;
    case 'form':
      return withForm(scene, happening);
    case 'draft':
      return shown(happening.draft);
    case 'agreed':
      return scene.name === 'asks' ? { ...scene, busy: true } : scene;
    case 'refusedIt':
      return scene.name === 'asks' ? { name: 'held', code: scene.code, why: 'refused' } : scene;
    case 'chose':
    case 'went':
    case 'wentTo':
      return onSheet(scene, happening);
    case 'handedIn':
      return scene.name === 'look' ? { name: 'handing', code: scene.draft.code, failed: null } : scene;
    case 'taken':
      return scene.name === 'handing' ? { name: 'thanks', code: scene.code } : scene;
    case 'triedAgain':
      return scene.name === 'handing' ? { ...scene, failed: null } : scene;
    case 'notTaken':
      return scene.name === 'handing' ? { ...scene, failed: happening.code } : scene;
  }
}

type OnSheet = Extract<Happening, { readonly is: 'chose' | 'went' | 'wentTo' }>;

function onSheet(scene: Scene, happening: OnSheet): Scene {
  if (scene.name !== 'question' && scene.name !== 'look') return scene;
  const { draft } = scene;
  if (happening.is === 'chose') {
    const item = draft.form.items[draft.at];
    if (item === undefined) return scene;
    const answers = { ...draft.answers, [item.n]: happening.answer };
    return shown({ ...draft, answers, touchedAt: happening.at });
  }
  const place = happening.is === 'went' ? draft.at + happening.by : happening.place;
  return shown({ ...draft, at: Math.max(0, Math.min(place, draft.form.items.length)) });
}

function shown(draft: Draft): Scene {
  return { name: draft.at < draft.form.items.length ? 'question' : 'look', draft };
}

/** A form that came: the questions, or why there are none. Asked for again in another language it leaves every answer where it is. */
function withForm(scene: Scene, { form, language, at }: Extract<Happening, { readonly is: 'form' }>): Scene {
  const code = codeOf(scene);
  if (code === null) return scene;
  if (scene.name === 'question' || scene.name === 'look') {
    const same = form.version === scene.draft.form.version && form.items.length === scene.draft.form.items.length;
    return same ? shown({ ...scene.draft, form, language }) : scene;
  }
  if (form.state === 'asksAssent') return { name: 'asks', code, form, busy: false };
  // Whoever said no may think again: the question is put once more.
  if (form.state === 'refused' && scene.name === 'held') return { name: 'asks', code, form, busy: false };
  if (form.state !== 'open' || form.items.length === 0) return { name: 'held', code, why: holdOf(form.state) };
  return shown({ code, language, form, answers: {}, at: 0, touchedAt: at });
}

function holdOf(state: string): Hold {
  return HOLDS.find((hold) => hold === state) ?? 'notReady';
}

/** The code that the page works under; null before one was given. */
export function codeOf(scene: Scene): string | null {
  if (scene.name === 'code') return null;
  return 'draft' in scene ? scene.draft.code : scene.code;
}

/** Numbers of the questions without an answer, in order. A refusal is an answer. */
export function passedOver({ form, answers }: Draft): readonly number[] {
  return form.items.filter(({ n }) => (answers[n] ?? null) === null).map(({ n }) => n);
}

/** The answers as the server takes them: every question, those passed over as null. */
export function answersOf({ form, answers }: Draft): Readonly<Record<string, Answer>> {
  return Object.fromEntries(form.items.map(({ n }) => [n, answers[n] ?? null]));
}

/** What was answered, for telling it before the form ends; null when nothing was. */
export function saidSoFar(scene: Scene, at: number): { readonly code: string; readonly body: object } | null {
  if (scene.name !== 'question') return null;
  const { code, form, answers } = scene.draft;
  const said = Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== null));
  if (Object.keys(said).length === 0) return null;
  return { code, body: { version: form.version, answers: said, answeredAt: at } };
}

/** Untouched for so long, the questions may be before somebody else's eyes. */
export const REST_MS = 15 * 60_000;

/** A day: long enough for a broken network, short enough for a phone that others use. */
const KEPT_MS = 24 * 3_600_000;

/** Whether somebody may still come back to what was begun. */
export function isFresh({ touchedAt }: Draft, now: number): boolean {
  return now - touchedAt < KEPT_MS && touchedAt <= now + KEPT_MS;
}
