import { newKey } from '#web/phone/ask.ts';
import { type HelpLine, keepLines, keptLines } from '#web/phone/help-lines.ts';
import { keepLanguage, keptLanguage, type Language } from '#web/phone/language.ts';
import { againAfter, assentOf, formOf, handedInBeside } from './forms.ts';
import type { Means, Wish } from './means.ts';
import { NowCall } from './now-call.ts';
import type { Delivery, Parcel } from './outbox.ts';
import { Post } from './post.ts';
import {
  after,
  type Answer,
  answersOf,
  BEGINNING,
  codeOf,
  type Happening,
  isFresh,
  REST_MS,
  saidSoFar,
  type Scene,
} from './sheet.ts';

/** What the page knows and does: the scene, the outbox, and nothing of how it looks. */
export class Desk {
  scene: Scene = BEGINNING;
  language: Language = keptLanguage();
  lines: readonly HelpLine[] = keptLines();
  private readonly means: Means;
  private readonly post: Post;
  private readonly now: NowCall;
  private changed: () => void = () => undefined;
  private tries = 0;
  private spoken = '';
  private touchedAt = 0;

  constructor(means: Means) {
    this.means = means;
    this.post = new Post({
      means,
      language: () => this.language,
      hear: (lines) => this.hear(lines),
      settled: (parcel, delivery) => this.settled(parcel, delivery),
    });
    this.now = new NowCall(means, this.post, () => this.changed());
  }

  onChange(changed: () => void): void {
    this.changed = changed;
  }

  /** Begins: with the code of the address, or that of this tab, or none. What others left too long ago goes. */
  async start(code: string | null): Promise<void> {
    const { drafts, now, ask, remembered } = this.means;
    for (const draft of await drafts.all()) if (!isFresh(draft, now())) await drafts.drop(draft.code);
    await this.post.outbox.clearOld();
    this.post.flush();
    void ask({ path: '/api/answering', language: this.language }).then(({ lines }) => this.hear(lines));
    const known = code ?? remembered();
    if (known !== null) await this.open(known);
  }

  async open(code: string): Promise<void> {
    this.now.forget();
    this.happen({ is: 'typed', code });
    this.means.remember(code);
    const sheet = (await this.post.outbox.waiting(code)).find(({ kind }) => kind === 'sheet');
    if (sheet !== undefined) return this.set({ name: 'handing', code, failed: sheet.refused ?? null });
    const draft = (await this.means.drafts.all()).find((each) => each.code === code);
    if (draft !== undefined) this.happen({ is: 'draft', draft });
    else await this.fetchForm(code);
  }

  async agree(agrees: boolean): Promise<void> {
    if (this.scene.name !== 'asks' || this.scene.busy) return;
    const { code } = this.scene;
    if (!agrees) {
      this.happen({ is: 'refusedIt' });
      return this.post.put({ id: `decline/${code}`, code, kind: 'decline', body: { agrees: false } });
    }
    this.happen({ is: 'agreed' });
    const { language, means } = this;
    const came = await assentOf(means.ask, { code, key: newKey(), agrees: true, language, at: means.now() });
    this.hearAgain(code, came, () => this.agree(true));
  }

  choose(answer: Answer): void {
    this.happen({ is: 'chose', answer, at: this.means.now() });
  }

  go(by: 1 | -1): void {
    if (by === 1) this.tellSoFar();
    this.happen({ is: 'went', by });
  }

  goTo(place: number): void {
    this.happen({ is: 'wentTo', place });
  }

  /** Puts the sheet where nothing gets lost, then sends it. A second tap finds the scene changed. */
  async handIn(): Promise<void> {
    if (this.scene.name !== 'look') return;
    const { draft } = this.scene;
    const { code, form } = draft;
    this.happen({ is: 'handedIn' });
    const body = { version: form.version, answers: answersOf(draft), answeredAt: this.means.now() };
    await this.post.put({ id: `sheet/${code}`, code, kind: 'sheet', body });
    await this.means.drafts.drop(code);
  }

  /** Once more what the server would not have. */
  async tryAgain(): Promise<void> {
    if (this.scene.name !== 'handing') return;
    const { code } = this.scene;
    this.happen({ is: 'triedAgain' });
    await this.post.outbox.tryAgain(`sheet/${code}`);
    this.post.flush();
  }

  get wish(): Wish {
    return this.now.wish;
  }

  callNow(): Promise<void> {
    return this.now.call(codeOf(this.scene));
  }

  takeBack(): Promise<void> {
    return this.now.takeBack(codeOf(this.scene));
  }

  async speak(language: Language): Promise<void> {
    this.language = language;
    keepLanguage(language);
    this.changed();
    const code = codeOf(this.scene);
    if (code !== null && ['asks', 'question', 'look'].includes(this.scene.name)) {
      const came = await formOf(this.means.ask, code, language, this.means.now());
      if (came.is === 'form' && language === this.language) this.happen(came);
    }
  }

  /** Nothing of this pupil stays on the screen, in the tab or under the code; what is still to be sent stays in the outbox. */
  restart(why: 'started' | 'rested' = 'started'): void {
    this.tellSoFar();
    this.means.remember(null);
    this.now.forget();
    this.happen({ is: why });
  }

  /** The page is being closed. */
  leave(): void {
    this.post.leave(this.soFar());
  }

  /** The network is back, or somebody wants to try again. */
  wake(): void {
    this.post.flush();
    this.rest();
    if (this.scene.name === 'opening' && this.scene.away) void this.fetchForm(this.scene.code);
    void this.lookBeside();
  }

  /** What another tab has handed in is not asked here any more. */
  private async lookBeside(): Promise<void> {
    if (this.scene.name !== 'question' && this.scene.name !== 'look') return;
    const { code } = this.scene.draft;
    const came = await handedInBeside(this.means, code, this.language);
    if (came === null || codeOf(this.scene) !== code) return;
    this.happen({ is: 'typed', code });
    this.happen(came);
  }

  /** A machine that was left: the questions wait under the code for whoever has it. */
  private rest(): void {
    const open = this.scene.name === 'question' || this.scene.name === 'look';
    const calm = this.wish.is === 'none' || this.wish.is === 'slipped';
    if (open && calm && this.means.now() - this.touchedAt >= REST_MS) this.restart('rested');
  }

  /** Asks again for a code that had no questions. */
  async lookAgain(): Promise<void> {
    if (this.scene.name === 'held') await this.fetchForm(this.scene.code);
  }

  private async fetchForm(code: string): Promise<void> {
    const came = await formOf(this.means.ask, code, this.language, this.means.now());
    this.hearAgain(code, came, () => this.fetchForm(code));
  }

  /** Takes what came for a code, unless another one is open by now; while nothing comes it is asked for again and again. */
  private hearAgain(code: string, came: Happening, again: () => Promise<void>): void {
    if (codeOf(this.scene) !== code) return;
    if (came.is === 'codeUnknown') this.means.remember(null);
    this.happen(came);
    if (came.is !== 'away') {
      this.tries = 0;
      return;
    }
    this.tries += 1;
    this.means.later(() => {
      if (codeOf(this.scene) === code && (this.scene.name === 'opening' || this.scene.name === 'asks')) void again();
    }, againAfter(this.tries));
  }

  /** What was answered so far, when it has changed since it was told last. */
  private soFar(): Parcel | null {
    const said = saidSoFar(this.scene, this.means.now());
    const words = said === null ? '' : JSON.stringify([said.code, { ...said.body, answeredAt: 0 }]);
    if (said === null || words === this.spoken) return null;
    this.spoken = words;
    return { id: `soFar/${said.code}`, ...said, kind: 'soFar', key: newKey(), notBefore: 0 };
  }

  private tellSoFar(): void {
    const parcel = this.soFar();
    if (parcel !== null) void this.post.put(parcel);
  }

  private settled({ code, kind }: Parcel, delivery: Delivery): void {
    if (codeOf(this.scene) !== code) return;
    if (kind === 'now') this.now.answered(delivery);
    if (kind !== 'sheet') return;
    if (delivery.is === 'sent') {
      this.means.remember(null);
      this.happen({ is: 'taken' });
    } else if (delivery.is === 'refused') this.happen({ is: 'notTaken', code: delivery.code });
  }

  private hear(lines: readonly HelpLine[] | null): void {
    if (lines === null || JSON.stringify(lines) === JSON.stringify(this.lines)) return;
    this.lines = lines;
    keepLines(lines);
    this.changed();
  }

  private happen(happening: Happening): void {
    this.set(after(this.scene, happening));
  }

  private set(scene: Scene): void {
    const moved = scene !== this.scene;
    this.scene = scene;
    if (moved && (scene.name === 'question' || scene.name === 'look')) {
      void this.means.drafts.put(scene.draft.code, scene.draft);
      this.touchedAt = this.means.now();
      this.means.later(() => this.rest(), REST_MS);
    }
    this.changed();
  }
}
