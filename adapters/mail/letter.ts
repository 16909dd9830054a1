import { NEUTRAL_TEXTS, type NeutralText } from '#domain/neutral-text';

export interface Letter {
  readonly subject: string;
  readonly text: string;
}

/** The whole of a mail: one neutral text in Chinese and English, and the front door of the console, the same for everybody (N11). */
export function letterOf(said: NeutralText, consoleOrigin: string): Letter {
  const { subject, body } = NEUTRAL_TEXTS[said];
  return {
    subject: `${subject['zh-CN']} · ${subject.en}`,
    text: `${body['zh-CN']}\n${body.en}\n\n${consoleOrigin}/\n`,
  };
}
