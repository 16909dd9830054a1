import type { Activities, DutyInView, Page, Standing } from '#activities/contract';
import type { Clock } from '#domain/clock';
import type { Instant } from '#domain/instant';

/** A duty as a story of a test writes it: the instants of its rings, then a repetition. */
export interface TestDuty extends Omit<DutyInView, 'promptedAt' | 'subject'> {
  readonly subject?: string;
  readonly rings: readonly Instant[];
  readonly repeatMs: number;
  /** Pages of one step repeat at this interval until acknowledged; absent = once. */
  readonly pageEvery?: number;
}

interface LiveDuty extends TestDuty {
  step: number;
  dueAt: Instant;
  calledAt: Instant;
  acknowledged: boolean;
  promptedAt: Instant | null;
  pagedAt: Instant | null;
}

type Beginning = Pick<Standing, 'kind' | 'stage' | 'level'> & { readonly [more: string]: unknown };

interface Stream {
  beginning: Beginning;
  open: boolean;
  version: number;
  duties: LiveDuty[];
}

/** One line of what happened: `{ at, what: 'rang', duty, step }`. */
export interface Line {
  readonly at: Instant;
  readonly what: 'rang' | 'paged' | 'prompted' | 'read';
  readonly duty: string;
  readonly step: number;
}

/** A record in memory with the promises of the real one, so that a story of time alone needs no database. */
export interface MemoryRecord {
  readonly activities: Pick<Activities, 'standing' | 'deadlinePassed' | 'page' | 'prompt'>;
  readonly lines: Line[];
  begin(stream: string, beginning: Beginning, ...duties: readonly TestDuty[]): void;
  /** A person's act: the version moves. */
  act(stream: string, change: (stream: Stream) => void): number;
  acknowledge(stream: string, duty: string): number;
  openDuty(stream: string, duty: TestDuty): number;
  endDuty(stream: string, duty: string): number;
  close(stream: string): number;
  said(what: Line['what']): readonly Line[];
}

interface Book {
  readonly clock: Clock;
  readonly streams: Map<string, Stream>;
  readonly lines: Line[];
}

/** `paged`: duties begin as if their holder had been told already. */
export function newMemoryRecord(clock: Clock, { paged = false } = {}): MemoryRecord {
  const book: Book = { clock, streams: new Map(), lines: [] };
  const act = (id: string, change: (stream: Stream) => void): number => {
    const stream = streamOf(book, id);
    change(stream);
    stream.version += 1;
    return stream.version;
  };
  return {
    activities: activitiesOf(book),
    lines: book.lines,
    begin: (id, beginning, ...duties) => {
      const pagedAt = paged ? 0 : null;
      const begun = duties.map((duty) => ({ ...live(duty), pagedAt }));
      book.streams.set(id, { beginning, open: true, version: 1, duties: begun });
    },
    act,
    acknowledge: (id, duty) =>
      act(id, ({ duties }) => {
        for (const other of duties) if (other.id === duty) other.acknowledged = true;
      }),
    openDuty: (id, duty) => act(id, (stream) => stream.duties.push(live(duty))),
    endDuty: (id, duty) =>
      act(id, (stream) => {
        stream.duties = stream.duties.filter((other) => other.id !== duty);
      }),
    close: (id) =>
      act(id, (stream) => {
        stream.open = false;
        stream.duties = [];
      }),
    said: (what) => book.lines.filter((line) => line.what === what),
  };
}

function activitiesOf(book: Book): MemoryRecord['activities'] {
  const { clock, lines } = book;
  const read = async (id: string) => standingOf(id, streamOf(book, id), await clock.now());
  const note = (at: Instant, what: Line['what'], duty = '', step = 0) => lines.push({ at, what, duty, step });
  const page = async (id: string, pages: readonly Pick<Page, 'duty' | 'step'>[]) => {
    const at = await clock.now();
    for (const { duty, step } of pages) {
      const found = streamOf(book, id).duties.find((other) => other.id === duty && other.step === step);
      if (found === undefined || found.acknowledged) continue;
      found.pagedAt = at;
      note(at, 'paged', duty, step);
    }
    return read(id);
  };
  return {
    page,
    standing: async (id) => {
      note(await clock.now(), 'read');
      return read(id);
    },
    deadlinePassed: async (id, pageToo) => {
      const at = await clock.now();
      const stream = streamOf(book, id);
      const rang = stream.duties.filter((duty) => duty.dueAt <= at);
      for (const duty of rang) {
        ring(duty, at);
        note(at, 'rang', duty.id, duty.step);
      }
      if (rang.length > 0) stream.version += 1;
      return pageToo
        ? page(
            id,
            rang.map((duty) => ({ duty: duty.id, step: duty.step })),
          )
        : read(id);
    },
    prompt: async (id, duty) => {
      const at = await clock.now();
      const found = streamOf(book, id).duties.find((other) => other.id === duty);
      if (found !== undefined) found.promptedAt = at;
      note(at, 'prompted', duty, found?.step);
      return read(id);
    },
  };
}

function streamOf({ streams }: Book, id: string): Stream {
  const stream = streams.get(id);
  if (stream === undefined) throw new Error('no such stream');
  return stream;
}

function live(duty: TestDuty): LiveDuty {
  const dueAt = duty.rings[0] ?? duty.limitAt;
  return { ...duty, step: 0, dueAt, calledAt: duty.openedAt, acknowledged: false, promptedAt: null, pagedAt: null };
}

function ring(duty: LiveDuty, at: Instant): void {
  while (duty.dueAt <= at) {
    duty.step += 1;
    duty.dueAt = duty.rings[duty.step] ?? duty.dueAt + duty.repeatMs;
  }
  duty.calledAt = at;
  duty.pagedAt = null;
  duty.acknowledged = false;
}

function pagesOf(stream: Stream): Page[] {
  return stream.duties.flatMap(({ id, step, acknowledged, pagedAt, calledAt, pageEvery }) => {
    if (acknowledged || (pagedAt !== null && pageEvery === undefined)) return [];
    return [{ duty: id, step, person: 'somebody', at: pagedAt === null ? calledAt : pagedAt + (pageEvery ?? 0) }];
  });
}

function standingOf(id: string, stream: Stream, readAt: Instant): Standing {
  const { beginning, open, version, duties } = stream;
  return {
    ...beginning,
    id,
    open,
    version,
    readAt,
    dueAt: open ? Math.min(...duties.map((duty) => duty.dueAt)) : null,
    duties: duties.map(({ id: duty, kind, subject, openedAt, limitAt, promptedAt }) => ({
      id: duty,
      kind,
      subject: subject ?? null,
      openedAt,
      limitAt,
      promptedAt,
    })),
    pages: pagesOf(stream),
  };
}
