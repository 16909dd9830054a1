import { setTimeout as pause } from 'node:timers/promises';
import { idOf, type Random } from '#tools/seed/random';
import type { Entry, Ledger } from './ledger.ts';
import { patiently, type Scene } from './scene.ts';
import type { Step } from './steps.ts';

/** Lets journeys act while it is open; closing it waits for those that are just acting. */
export interface Gate {
  pass<T>(act: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
  open(): void;
}

export function newGate(): Gate {
  let inside = 0;
  let shut: { readonly opened: Promise<void>; readonly open: () => void } | undefined;
  let empty = () => {};
  return {
    async pass(act) {
      while (shut !== undefined) await shut.opened;
      inside += 1;
      try {
        return await act();
      } finally {
        inside -= 1;
        if (inside === 0) empty();
      }
    },
    async close() {
      let open = () => {};
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      shut = { opened, open };
      if (inside === 0) return;
      await new Promise<void>((resolve) => {
        empty = resolve;
      });
    },
    open() {
      shut?.open();
      shut = undefined;
    },
  };
}

export interface JourneyPlan {
  /** Tells its keys from those of any other journey of any other run. */
  readonly name: string;
  readonly scene: Scene;
  readonly steps: readonly Step[];
  readonly ledger: Ledger;
  readonly gate: Gate;
  readonly random: Random;
  /** Mean pause between two acts, ms. */
  readonly pauseMs: number;
}

export interface Journey {
  /** Plays it to its end. */
  play(): Promise<void>;
  /** Asks again, in order, what was answered since that moment; what is now refused because the record runs otherwise is asked anew. */
  redo(since: number): Promise<void>;
}

/** A pupil's journey: each act is made from what is seen, asked until answered, and written down. */
export function newJourney({ name, scene, steps, ledger, gate, random, pauseMs }: JourneyPlan): Journey {
  const done: { readonly step: Step; entry: Entry }[] = [];
  let keys = 0;

  const act = async (step: Step): Promise<Entry | undefined> => {
    for (let tries = 0; ; tries += 1) {
      const wanted = step(scene, await patiently(scene.look));
      if (wanted === undefined) return undefined;
      keys += 1;
      const { by, path, body } = wanted;
      const entry = await ledger.ask({ person: by.person, key: idOf(name, String(keys)), path, body });
      const stale = !entry.answer.recorded && entry.answer.code === 'stale';
      if (!stale || tries > 2) return entry;
    }
  };
  return {
    async play() {
      for (const step of steps) {
        await pause(pauseMs * 2 * random.next());
        await gate.pass(async () => {
          const entry = await act(step);
          if (entry !== undefined) done.push({ step, entry });
        });
      }
    },
    async redo(since) {
      for (const one of done) {
        if (one.entry.answeredAt < since) continue;
        if (await ledger.askAgain(one.entry)) continue;
        one.entry = (await act(one.step)) ?? one.entry;
      }
    },
  };
}
