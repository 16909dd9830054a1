import type { paths } from '#api/openapi';
import { ask, newKey } from '#web/phone/ask.ts';
import { type HelpLine, keepLines, keptLines } from '#web/phone/help-lines.ts';
import { keepLanguage, keptLanguage, type Language } from '#web/phone/language.ts';

/** What stands behind a link, as the API says it. */
export type Shown = paths['/api/guardian/{token}/open']['post']['responses'][200]['content']['application/json'];

/**
 * gone: a link that opens nothing, whatever the reason · code: asked for · shown: what the link is for. `away`: nobody answers, the same wish goes out
 * again when it is tapped.
 */
export type Scene =
  | { readonly name: 'gone' }
  | { readonly name: 'code'; readonly busy: boolean; readonly fault: 'wrong' | 'away' | null }
  | {
      readonly name: 'shown';
      readonly shown: Shown;
      readonly busy: boolean;
      readonly fault: 'away' | 'refused' | null;
      readonly done: 'agreed' | 'withdrawn' | null;
    };

interface Wish {
  readonly path: 'agree' | 'withdraw';
  readonly body: Readonly<Record<string, string>>;
  readonly done: 'agreed' | 'withdrawn';
  /** Lives until the wish has its answer. */
  readonly key: string;
}

/** What the page knows and does. The code lives here and nowhere else: closing or loading the page anew asks for it again. */
export class Desk {
  scene: Scene;
  language: Language = keptLanguage();
  lines: readonly HelpLine[] = keptLines();
  private readonly token: string | null;
  private readonly forget: () => void;
  private code = '';
  private unknown: Wish | null = null;
  private changed: () => void = () => undefined;

  constructor(token: string | null, forget: () => void) {
    this.token = token;
    this.forget = forget;
    this.scene = token === null ? { name: 'gone' } : { name: 'code', busy: false, fault: null };
  }

  onChange(changed: () => void): void {
    this.changed = changed;
  }

  async open(code: string): Promise<void> {
    if (this.scene.name !== 'code' || this.scene.busy) return;
    this.code = code;
    this.set({ name: 'code', busy: true, fault: null });
    await this.show(null);
  }

  agree(text: string): Promise<void> {
    return this.wish({ path: 'agree', body: { text }, done: 'agreed', key: newKey() });
  }

  withdraw(consent: string): Promise<void> {
    return this.wish({ path: 'withdraw', body: { consent }, done: 'withdrawn', key: newKey() });
  }

  async speak(language: Language): Promise<void> {
    this.language = language;
    keepLanguage(language);
    this.changed();
    if (this.scene.name === 'shown') await this.show(this.scene.done);
  }

  /** Nothing of the child stays on the screen or in the tab. */
  leave(): void {
    this.code = '';
    this.forget();
    this.set({ name: 'gone' });
  }

  private async show(done: 'agreed' | 'withdrawn' | null): Promise<void> {
    const came = await this.ask('open', {});
    if (came.kind === 'ok') {
      // The description of this route says that a 2xx carries it.
      return this.set({ name: 'shown', shown: came.body as Shown, busy: false, fault: null, done });
    }
    if (came.kind === 'refused' && came.code !== 'guardianCodeWrong') return this.set({ name: 'gone' });
    this.set({ name: 'code', busy: false, fault: came.kind === 'away' ? 'away' : 'wrong' });
  }

  /** One wish, sent once or again under the same key; a second tap while it is on its way does nothing. */
  private async wish(asked: Wish): Promise<void> {
    if (this.scene.name !== 'shown' || this.scene.busy) return;
    const same = this.unknown?.path === asked.path && JSON.stringify(this.unknown.body) === JSON.stringify(asked.body);
    const wish = same && this.unknown !== null ? this.unknown : asked;
    const { shown } = this.scene;
    this.set({ name: 'shown', shown, busy: true, fault: null, done: null });
    const came = await this.ask(wish.path, wish.body, wish.key);
    this.unknown = came.kind === 'away' ? wish : null;
    if (came.kind === 'ok') return this.show(wish.done);
    if (came.kind === 'refused' && came.code === 'guardianLinkGone') return this.set({ name: 'gone' });
    this.set({ name: 'shown', shown, busy: false, fault: came.kind === 'away' ? 'away' : 'refused', done: null });
  }

  private async ask(path: string, body: Readonly<Record<string, string>>, key?: string) {
    const came = await ask({
      path: `/api/guardian/${this.token ?? ''}/${path}`,
      method: 'POST',
      body: { code: this.code, ...body },
      language: this.language,
      ...(key === undefined ? {} : { key }),
    });
    if (came.lines !== null) {
      this.lines = came.lines;
      keepLines(came.lines);
    }
    return came;
  }

  private set(scene: Scene): void {
    this.scene = scene;
    this.changed();
  }
}
