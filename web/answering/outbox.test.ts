import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Delivery, memoryStore, Outbox, type Parcel } from './outbox.ts';

const SENT: Delivery = { is: 'sent' };
const LATER: Delivery = { is: 'later' };

function parcel(kind: Parcel['kind'], more: Partial<Parcel> = {}): Parcel {
  return { id: `${kind}/A`, code: 'A', kind, key: `${kind}-key`, body: {}, notBefore: 0, ...more };
}

/** An outbox over a network that answers as it is told. */
function outboxWith(answer: (parcel: Parcel) => Delivery | Promise<Delivery>) {
  const store = memoryStore<Parcel>();
  const sent: Parcel[] = [];
  const settled: string[] = [];
  const clock = { at: 0 };
  const outbox = new Outbox({
    store,
    send: async (each) => {
      sent.push(each);
      return answer(each);
    },
    settled: (each, { is }) => settled.push(`${each.kind} ${is}`),
    now: () => clock.at,
  });
  return { store, sent, settled, clock, outbox };
}

describe('the outbox of a phone', () => {
  it('keeps a sheet while the network is cut, sends it once it is back, and then keeps nothing', async () => {
    let cut = true;
    const { outbox, store, settled } = outboxWith(() => (cut ? LATER : SENT));
    await outbox.put(parcel('sheet'));
    expect([await outbox.flush(), await outbox.flush(), await outbox.flush()]).toEqual([1_000, 2_000, 4_000]);
    expect(await outbox.waiting('A')).toHaveLength(1);
    cut = false;
    expect(await outbox.flush()).toBe(null);
    expect([await store.all(), settled]).toEqual([[], ['sheet sent']]);
  });

  it('sends the wish for a person first, whatever was put in before', async () => {
    const { outbox, sent } = outboxWith(() => SENT);
    for (const kind of ['decline', 'sheet', 'soFar', 'now'] as const) await outbox.put(parcel(kind));
    await outbox.flush();
    expect(sent.map(({ kind }) => kind)).toEqual(['now', 'soFar', 'sheet', 'decline']);
  });

  it('lets a slip of the finger be taken back for some seconds, and says when it is too late', async () => {
    const { outbox, sent, clock } = outboxWith(() => SENT);
    await outbox.put(parcel('now', { notBefore: 5_000 }));
    expect(await outbox.flush()).toBe(5_000);
    expect(await outbox.takeBack('now/A')).toBe(true);
    clock.at = 6_000;
    expect([await outbox.flush(), sent]).toEqual([null, []]);
    await outbox.put(parcel('now', { notBefore: 6_000 }));
    expect(await outbox.takeBack('now/A')).toBe(false);
    await outbox.flush();
    expect(sent).toHaveLength(1);
  });

  it('sends a thing once when asked twice at the same moment', async () => {
    const { outbox, sent } = outboxWith(() => SENT);
    await outbox.put(parcel('sheet'));
    await Promise.all([outbox.flush(), outbox.flush(), outbox.flush()]);
    expect(sent).toHaveLength(1);
  });
});

describe('what the outbox keeps', () => {
  it('does not drop what replaced a parcel on its way', async () => {
    const put: { more?: () => Promise<void> } = {};
    const { outbox, sent } = outboxWith(async ({ key }) => {
      if (key === 'first') await put.more?.();
      return SENT;
    });
    put.more = () => outbox.put(parcel('soFar', { key: 'second' }));
    await outbox.put(parcel('soFar', { key: 'first' }));
    await outbox.flush();
    await outbox.flush();
    expect(sent.map(({ key }) => key)).toEqual(['first', 'second']);
  });

  it('keeps what was refused for good, says so once and does not knock on', async () => {
    const { outbox, settled, sent } = outboxWith(() => ({ is: 'refused', code: 'answersInvalid' }));
    await outbox.put(parcel('sheet'));
    await outbox.flush();
    await outbox.flush();
    expect([sent.length, settled]).toEqual([1, ['sheet refused']]);
    expect(await outbox.waiting('A')).toMatchObject([{ refused: 'answersInvalid' }]);
  });

  it('loses nothing and doubles nothing under any network', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 30 }), async (lost) => {
        const taken = new Set<string>();
        const line = [...lost];
        const { outbox, store } = outboxWith(({ key }) => {
          // Of an answer that was lost the server may well have the parcel.
          taken.add(key);
          return line.shift() === true ? LATER : SENT;
        });
        for (const code of ['A', 'B', 'C'])
          await outbox.put(parcel('sheet', { id: `sheet/${code}`, code, key: `key-${code}` }));
        for (let n = 0; n <= lost.length; n += 1) await outbox.flush();
        expect([[...taken].sort(), await store.all()]).toEqual([['key-A', 'key-B', 'key-C'], []]);
      }),
    );
  });
});

describe('what the server would not have', () => {
  it('sends once more what was refused, under its own key, when somebody asks for it, and clears it away after a day', async () => {
    let refuses = true;
    const { outbox, sent, store, clock } = outboxWith(() =>
      refuses ? { is: 'refused', code: 'unknownVersion' } : SENT,
    );
    await outbox.put(parcel('sheet'));
    await outbox.put(parcel('decline', { id: 'decline/B', code: 'B' }));
    await outbox.flush();
    refuses = false;
    await outbox.tryAgain('sheet/A');
    await outbox.tryAgain('sheet/none');
    await outbox.flush();
    expect(sent.filter(({ kind }) => kind === 'sheet').map(({ key }) => key)).toEqual(['sheet-key', 'sheet-key']);
    const day = 24 * 3_600_000;
    clock.at = day;
    await outbox.clearOld();
    expect(await store.all()).toMatchObject([{ id: 'decline/B', refused: 'unknownVersion' }]);
    await outbox.put(parcel('now', { id: 'now/C', code: 'C' }));
    clock.at = day + 1;
    await outbox.clearOld();
    // What has not been answered yet is never cleared away.
    expect(await store.all()).toMatchObject([{ id: 'now/C' }]);
  });
});
