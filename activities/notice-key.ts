/** One notice tells one person about one step of one duty, over all its channels. The parts are ids without a slash. */
export interface NoticeKey {
  readonly stream: string;
  /** Version of the fact that opened the duty. */
  readonly duty: string;
  readonly step: number;
  readonly person: string;
}

export function noticeIdOf({ stream, duty, step, person }: NoticeKey): string {
  return `${stream}/${duty}/${step}/${person}`;
}

/** Throws when the id is not one of ours. */
export function noticeKeyOf(id: string): NoticeKey {
  const [stream, duty, step, person, ...rest] = id.split('/');
  if (stream === undefined || duty === undefined || step === undefined || person === undefined || rest.length > 0)
    throw new Error('not the id of a notice');
  return { stream, duty, step: Number(step), person };
}
