import type { Means, Wish } from './means.ts';
import type { Delivery } from './outbox.ts';
import type { Post } from './post.ts';

/** How long a slip of the finger can be taken back. */
const SLIP_MS = 5_000;

/** Somebody wants a person now: called after a few seconds, in which a slip of the finger can be taken back. Nothing but that stops it. */
export class NowCall {
  wish: Wish = { is: 'none' };
  private readonly means: Means;
  private readonly post: Post;
  private readonly changed: () => void;

  constructor(means: Means, post: Post, changed: () => void) {
    this.means = means;
    this.post = post;
    this.changed = changed;
  }

  async call(code: string | null): Promise<void> {
    if (code === null || this.wish.is === 'counting' || this.wish.is === 'going') return;
    const until = this.means.now() + SLIP_MS;
    this.set({ is: 'counting', until });
    await this.post.put({ id: `now/${code}`, code, kind: 'now', body: {}, notBefore: until });
    this.means.later(() => {
      if (this.wish.is === 'counting') this.set({ is: 'going' });
      this.post.flush();
    }, SLIP_MS);
  }

  async takeBack(code: string | null): Promise<void> {
    if (code !== null && (await this.post.takeBack(`now/${code}`))) this.set({ is: 'slipped' });
  }

  answered({ is }: Delivery): void {
    this.set({ is: is === 'sent' ? 'told' : 'failed' });
  }

  /** Another pupil: what was wished before is theirs no more, and leaves all the same. */
  forget(): void {
    this.wish = { is: 'none' };
  }

  private set(wish: Wish): void {
    this.wish = wish;
    this.changed();
  }
}
