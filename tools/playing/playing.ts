/**
 * Asks the API as a member of staff, by their user name. Gives the body of the answer; undefined where the same wish was granted before in other words;
 * throws when it is refused.
 */
export type Call = (who: string, method: 'GET' | 'POST', path: string, body?: object) => Promise<unknown>;

/** Who does what in a story, by user name. */
export interface Cast {
  readonly classTeacher: string;
  readonly counselor: string;
  readonly head: string;
}

/** Whom a story is about. */
export interface Pupil {
  readonly pupil: string;
}

/** The same, with a guardianship through which somebody may be turned to (N10). */
export interface Child extends Pupil {
  readonly guardian: string;
}

/** A life that acts are done on. */
export interface Life {
  readonly kind: 'cases' | 'referrals' | 'returns' | 'follow-ups';
  readonly id: string;
}

/** One story on its way. */
export interface Playing extends Cast {
  readonly call: Call;
  /** A worry about a pupil, and the case that it opened or joined. */
  raise(who: string, pupil: string, signs: readonly string[], note: string): Promise<Life>;
  act(who: string, on: Life, body: object): Promise<void>;
  /** `{ answers }` for the live duty of a kind. */
  answering(on: Life, kind: string, subject?: string): Promise<{ readonly answers: string }>;
  /** `{ against }` for what people last did. */
  seen(on: Life): Promise<{ readonly against: number }>;
  /** What a case has begun. */
  begun(kind: Exclude<Life['kind'], 'cases'>, of: Life): Promise<Life>;
  /** The proposal of a case that waits for signatures. */
  proposal(of: Life): Promise<string>;
}

interface Looked {
  readonly personVersion: number;
  readonly duties: readonly { readonly id: string; readonly kind: string; readonly subject: string | null }[];
  /** Of a case, as far as its reader may see. */
  readonly state?: { readonly proposals?: readonly { readonly id: string }[] };
}
interface Listed {
  readonly items: readonly { readonly id: string; readonly case: string | null }[];
}

/** Named where nothing of the kind lives: refused in a story that goes wrong, not looked at in one that is played over. */
const NOTHING = '0';

export function playingOf(call: Call, cast: Cast): Playing {
  const { counselor } = cast;
  const look = async ({ kind, id }: Life) => (await call(counselor, 'GET', `/api/${kind}/${id}`)) as Looked;
  return {
    ...cast,
    call,
    raise: async (who, student, signs, note) => {
      await call(who, 'POST', '/api/concerns', { student, signs, note });
      // A class teacher is not told which case a concern joined; the counselor knows.
      return { kind: 'cases', id: await found(call, counselor, `/api/cases?student=${student}`) };
    },
    act: async (who, { kind, id }, body) => void (await call(who, 'POST', `/api/${kind}/${id}/acts`, body)),
    answering: async (on, kind, subject) => {
      const { duties } = await look(on);
      const duty = duties.find((one) => one.kind === kind && (subject === undefined || one.subject === subject));
      return { answers: duty?.id ?? NOTHING };
    },
    seen: async (on) => ({ against: (await look(on)).personVersion }),
    begun: async (kind, { id }) => ({
      kind,
      id: await found(call, counselor, `/api/${kind}?limit=200`, (line) => line.case === id),
    }),
    proposal: async (of) => (await look(of)).state?.proposals?.[0]?.id ?? NOTHING,
  };
}

async function found(
  call: Call,
  who: string,
  path: string,
  wanted: (line: Listed['items'][number]) => boolean = () => true,
): Promise<string> {
  const { items } = (await call(who, 'GET', path)) as Listed;
  const line = items.find(wanted);
  if (line === undefined) throw new Error(`${path} lists none`);
  return line.id;
}
