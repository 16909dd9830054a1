import { newKey } from '#web/phone/ask.ts';
import type { HelpLine } from '#web/phone/help-lines.ts';
import type { Language } from '#web/phone/language.ts';
import { addressOf } from './forms.ts';
import { type Means, PATHS } from './means.ts';
import { type Delivery, Outbox, type Parcel } from './outbox.ts';

interface Sender {
  readonly means: Means;
  language(): Language;
  hear(lines: readonly HelpLine[] | null): void;
  settled(parcel: Parcel, delivery: Delivery): void;
}

/** The way of what is said from this page to the server: through the outbox, and past it when the page is being closed. */
export class Post {
  readonly outbox: Outbox;
  private readonly sender: Sender;
  /** Of this page's own, what the server has not answered: known without waiting when the page is closed. */
  private readonly unsent = new Map<string, Parcel>();

  constructor(sender: Sender) {
    this.sender = sender;
    const { means } = sender;
    this.outbox = new Outbox({
      store: means.parcels,
      send: (parcel) => this.send(parcel),
      settled: (parcel, delivery) => {
        if (this.unsent.get(parcel.id)?.key === parcel.key) this.unsent.delete(parcel.id);
        sender.settled(parcel, delivery);
      },
      now: () => means.now(),
    });
  }

  async put(parcel: Omit<Parcel, 'key' | 'notBefore'> & Partial<Parcel>): Promise<void> {
    const whole: Parcel = { key: newKey(), notBefore: 0, ...parcel };
    this.unsent.set(whole.id, whole);
    await this.outbox.put(whole);
    this.flush();
  }

  /** False: it has left already. */
  async takeBack(id: string): Promise<boolean> {
    if (!(await this.outbox.takeBack(id))) return false;
    this.unsent.delete(id);
    return true;
  }

  flush(): void {
    void this.outbox.flush().then((wait) => {
      if (wait !== null) this.sender.means.later(() => this.flush(), wait);
    });
  }

  /** The page is being closed: what matters leaves now, and once more at the next opening if nobody answered. */
  leave(begun: Parcel | null): void {
    for (const parcel of [...(begun === null ? [] : [begun]), ...this.unsent.values()]) void this.send(parcel, true);
  }

  private async send({ code, kind, key, body }: Parcel, leaving = false): Promise<Delivery> {
    const { means, language, hear } = this.sender;
    const path = addressOf(code, PATHS[kind]);
    const reply = await means.ask({ path, method: 'POST', body, key, language: language(), leaving });
    hear(reply.lines);
    if (reply.kind === 'ok') return { is: 'sent' };
    return reply.kind === 'away' ? { is: 'later' } : { is: 'refused', code: reply.code };
  }
}
