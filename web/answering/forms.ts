import type { Answer as Reply, ask } from '#web/phone/ask.ts';
import type { Language } from '#web/phone/language.ts';
import type { Means } from './means.ts';
import type { Form, Happening } from './sheet.ts';

/** The address of what a code opens. */
export function addressOf(code: string, more = ''): string {
  return `/api/answering/${encodeURIComponent(code)}${more}`;
}

export type Asks = typeof ask;

const SECONDS_AGAIN = [1, 2, 4, 8, 15] as const;

/** How long to wait before asking anew, after so many times in vain; ms. */
export function againAfter(tries: number): number {
  return (SECONDS_AGAIN[Math.min(tries, SECONDS_AGAIN.length) - 1] ?? 1) * 1_000;
}

/** The form of a code once it was handed in elsewhere; null while its draft lies on this phone, or nobody can say. */
export async function handedInBeside(
  { drafts, ask: asks, now }: Means,
  code: string,
  language: Language,
): Promise<Happening | null> {
  if ((await drafts.all()).some((draft) => draft.code === code)) return null;
  const came = await formOf(asks, code, language, now());
  return came.is === 'form' && came.form.state === 'answered' ? came : null;
}

/** Asks for the form of a code; where its wording may not be shown in one language, in Chinese. */
export async function formOf(asks: Asks, code: string, language: Language, at: number): Promise<Happening> {
  const reply = await asks({ path: addressOf(code), language });
  if (reply.kind === 'refused' && reply.code === 'wordingUnverified' && language !== 'zh-CN')
    return happeningOf(await asks({ path: addressOf(code), language: 'zh-CN' }), 'zh-CN', at);
  return happeningOf(reply, language, at);
}

/** The pupil's yes or no, answered with the form as it then is. */
export async function assentOf(
  asks: Asks,
  { code, key, agrees, language, at }: { code: string; key: string; agrees: boolean; language: Language; at: number },
): Promise<Happening> {
  const reply = await asks({ path: addressOf(code, '/assent'), method: 'POST', body: { agrees }, key, language });
  // The yes stands: only the wording is missing in this language.
  if (reply.kind === 'refused' && reply.code === 'wordingUnverified') return formOf(asks, code, language, at);
  return happeningOf(reply, language, at);
}

function happeningOf(reply: Reply, language: Language, at: number): Happening {
  if (reply.kind === 'away') return { is: 'away' };
  if (reply.kind === 'refused') {
    if (reply.code === 'codeUnknown') return { is: 'codeUnknown' };
    return { is: 'form', form: NOTHING, language, at };
  }
  const form = formIn(reply.body);
  return form === null ? { is: 'away' } : { is: 'form', form, language, at };
}

/** A form that may not be shown, for whatever reason. */
const NOTHING: Form = {
  state: 'notReady',
  recall: '',
  instruction: null,
  instrument: '',
  version: '',
  notice: '',
  items: [],
};

/** A form in something that came from outside; null for anything else (a sign-in page of a school's network, say). */
function formIn(body: unknown): Form | null {
  const form = body as Form;
  const looks =
    typeof body === 'object' &&
    body !== null &&
    typeof form.state === 'string' &&
    typeof form.version === 'string' &&
    Array.isArray(form.items) &&
    form.items.every(
      ({ n, text, options }) => Number.isInteger(n) && typeof text === 'string' && Array.isArray(options),
    );
  return looks ? { ...form, notice: form.notice ?? '' } : null;
}
