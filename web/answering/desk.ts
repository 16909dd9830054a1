import { newKey } from '#web/phone/ask.ts';
import { type HelpLine, keepLines, keptLines } from '#web/phone/help-lines.ts';
import { keepLanguage, keptLanguage, type Language } from '#web/phone/language.ts';
import { addressOf, assentOf, formOf } from './forms.ts';
import { type Means, PATHS, type Wish } from './means.ts';
import { type Delivery, Outbox, type Parcel } from './outbox.ts';
import { after, type Answer, answersOf, BEGINNING, codeOf, type Happening, isFresh, type Scene } from './sheet.ts';

/** How long a slip of the finger can be taken back. */
const SLIP_MS = 5_000;
const SECONDS_AGAIN = [1, 2, 4, 8, 15] as const;

/** What the page knows and does: the scene, the outbox, and nothing of how it looks. */
export class Desk {
  scene: Scene = BEGINNING;
  language: Language = keptLanguage();
  lines: readonly HelpLine[] = keptLines();
  wish: Wish = { is: 'none' };
  private readonly means: Means;
  private readonly outbox: Outbox;
  private changed: () => void = () => undefined;
  /** Of this page's own, what the server has not answered: known without waiting when the page is closed. */
  private readonly unsent = new Map<string, Parcel>();
  private tries = 0;
  private spoken = '';

  constructor(means: Means) {
    this.means = means;
    this.outbox = new Outbox({
      store: means.parcels,
      send: (parcel) => this.send(parcel),
      settled: (parcel, delivery) => this.settled(parcel, delivery),
      now: () => means.now(),
    });
  }

  onChange(changed: () => void): void {
    this.changed = changed;
  }

  /** Begins: with the code of the address, or that of this tab, or none. What others left too long ago goes. */
  async start(code: string | null): Promise<void> {
    const { drafts, now, ask, remembered } = this.means;
    for (const draft of await drafts.all()) if (!isFresh(draft, now())) await drafts.drop(draft.code);
    this.flush();
    void ask({ path: '/api/answering', language: this.language }).then(({ lines }) => this.hear(lines));
    const known = code ?? remembered();
    if (known !== null) await this.open(known);
  }

  async open(code: string): Promise<void> {
    this.wish = { is: 'none' };
    this.happen({ is: 'typed', code });
    this.means.remember(code);
    if ((await this.outbox.waiting(code)).some(({ kind }) => kind === 'sheet'))
      return this.set({ name: 'handing', code, failed: null });
    const draft = (await this.means.drafts.all()).find((each) => each.code === code);
    if (draft !== undefined) this.happen({ is: 'draft', draft });
    else await this.fetchForm(code);
  }

  async agree(agrees: boolean): Promise<void> {
    if (this.scene.name !== 'asks' || this.scene.busy) return;
    const { code } = this.scene;
    if (!agrees) {
      this.happen({ is: 'refusedIt' });
      return this.post({ id: `decline/${code}`, code, kind: 'decline', body: { agrees: false } });
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
    if (by === 1) void this.tellSoFar();
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
    await this.post({ id: `sheet/${code}`, code, kind: 'sheet', body });
    await this.means.drafts.drop(code);
  }

  /** Somebody is called after a few seconds, in which a slip of the finger can be taken back. Nothing but that stops it. */
  async callNow(): Promise<void> {
    const code = codeOf(this.scene);
    if (code === null || this.wish.is === 'counting' || this.wish.is === 'going') return;
    const until = this.means.now() + SLIP_MS;
    this.setWish({ is: 'counting', until });
    await this.post({ id: `now/${code}`, code, kind: 'now', body: {}, notBefore: until });
    this.means.later(() => {
      if (this.wish.is === 'counting') this.setWish({ is: 'going' });
      this.flush();
    }, SLIP_MS);
  }

  async takeBack(): Promise<void> {
    const code = codeOf(this.scene);
    if (code === null || !(await this.outbox.takeBack(`now/${code}`))) return;
    this.unsent.delete(`now/${code}`);
    this.setWish({ is: 'none' });
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
  restart(): void {
    this.means.remember(null);
    this.wish = { is: 'none' };
    this.happen({ is: 'started' });
  }

  /** The page is being closed: what matters leaves now, and once more at the next opening if nobody answered. */
  leave(): void {
    const begun = this.soFar();
    for (const parcel of [...(begun === null ? [] : [begun]), ...this.unsent.values()]) void this.send(parcel, true);
  }

  /** The network is back, or somebody wants to try again. */
  wake(): void {
    this.flush();
    if (this.scene.name === 'opening' && this.scene.away) void this.fetchForm(this.scene.code);
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
    const seconds = SECONDS_AGAIN[Math.min(this.tries, SECONDS_AGAIN.length - 1)] ?? 15;
    this.tries += 1;
    this.means.later(() => {
      if (codeOf(this.scene) === code && (this.scene.name === 'opening' || this.scene.name === 'asks')) void again();
    }, seconds * 1_000);
  }

  /** What was answered so far, when it has changed since it was told last. */
  private soFar(): Parcel | null {
    if (this.scene.name !== 'question') return null;
    const { draft } = this.scene;
    const answers = Object.fromEntries(Object.entries(draft.answers).filter(([, answer]) => answer !== null));
    const said = JSON.stringify([draft.code, answers]);
    if (Object.keys(answers).length === 0 || said === this.spoken) return null;
    this.spoken = said;
    const body = { version: draft.form.version, answers, answeredAt: this.means.now() };
    return { id: `soFar/${draft.code}`, code: draft.code, kind: 'soFar', key: newKey(), notBefore: 0, body };
  }

  private async tellSoFar(): Promise<void> {
    const parcel = this.soFar();
    if (parcel !== null) await this.post(parcel);
  }

  private async post(parcel: Omit<Parcel, 'key' | 'notBefore'> & Partial<Parcel>): Promise<void> {
    const whole: Parcel = { key: newKey(), notBefore: 0, ...parcel };
    this.unsent.set(whole.id, whole);
    await this.outbox.put(whole);
    this.flush();
  }

  private flush(): void {
    void this.outbox.flush().then((wait) => {
      if (wait !== null) this.means.later(() => this.flush(), wait);
    });
  }

  private async send({ code, kind, key, body }: Parcel, leaving = false): Promise<Delivery> {
    const path = addressOf(code, PATHS[kind]);
    const reply = await this.means.ask({ path, method: 'POST', body, key, language: this.language, leaving });
    this.hear(reply.lines);
    if (reply.kind === 'ok') return { is: 'sent' };
    return reply.kind === 'away' ? { is: 'later' } : { is: 'refused', code: reply.code };
  }

  private settled({ id, code, kind, key }: Parcel, delivery: Delivery): void {
    if (this.unsent.get(id)?.key === key) this.unsent.delete(id);
    if (codeOf(this.scene) !== code) return;
    if (kind === 'now') this.setWish({ is: delivery.is === 'sent' ? 'told' : 'failed' });
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
    if (moved && (scene.name === 'question' || scene.name === 'look'))
      void this.means.drafts.put(scene.draft.code, scene.draft);
    this.changed();
  }

  private setWish(wish: Wish): void {
    this.wish = wish;
    this.changed();
  }
}
