import { announce, setChannel, staffAddresses } from '#db/notices';
import { dutyPeople } from '#db/queries/duty-people';
import { streamView } from '#db/queries/stream-view';
import type { PersonId } from '#domain/role';
import type { DeliveryActivities, NoticeStanding, ReferralActivities, ReferralStanding } from './contract.ts';
import { currentOf, onNotice, patienceOf, placeOf } from './notice-state.ts';
import { AS_CLOCK, type Parts, TEMPLATES } from './parts.ts';
import { answerDuty, INBOX, PHONE, REMINDER } from './referral-delivery-state.ts';
import { readStanding } from './standing.ts';

export function deliveryActivities(parts: Parts): DeliveryActivities & ReferralActivities {
  const standing = (stream: string) => readStanding(parts, stream) as Promise<ReferralStanding>;
  return {
    deliver: (notice, channel) => deliver(parts, notice, channel),
    deliverReferral: async (stream, channel) => {
      const people = channel === INBOX ? hospitalPeople : ownerOf;
      await tell(
        parts,
        stream,
        'referralAnswer',
        channel,
        channel === INBOX ? 'referralArrived' : 'callHospital',
        people,
      );
      return standing(stream);
    },
    referralUndelivered: async (stream) => {
      await markUndelivered(parts, stream);
      return standing(stream);
    },
    remindOfAppointment: async (stream) => {
      await tell(parts, stream, 'referralVisit', REMINDER, 'appointment', ownerOf);
      return standing(stream);
    },
  };
}

/** Sends outside any transaction: a slow mail server must not hold a row. What was sent twice after a crash says the same neutral thing twice. */
async function deliver(parts: Parts, notice: string, name: string): Promise<NoticeStanding> {
  const place = placeOf(notice);
  const before = await onNotice(parts, notice, async () => {});
  if (before.stage !== 'sending' || before.channel !== name) return before;
  if (name !== 'inApp') await sendBy(parts, place.person, name, before.urgent);
  return onNotice(parts, notice, async (tx, view, now) => {
    const current = currentOf(view);
    if (current?.channel !== name || current.state !== 'waiting') return;
    const nextTryAt = now + patienceOf(view.clock);
    await setChannel(tx, place, name, current.template, { state: 'sent', nextTryAt, sentAt: now }, now);
    if (name === 'inApp') await announce(tx, [place.person]);
  });
}

async function sendBy({ db, channels }: Parts, person: PersonId, name: string, urgent: boolean): Promise<void> {
  const channel = channels.find((one) => one.name === name);
  const [found] = await db.transaction(AS_CLOCK, (tx) => staffAddresses(tx, person, [name]));
  if (channel === undefined || found === undefined) throw new Error(`nobody is reached by ${name}`);
  await channel.send(found.address, urgent ? 'somethingUrgentToDo' : 'somethingToDo', urgent, person);
}

type People = (found: NonNullable<Awaited<ReturnType<typeof dutyPeople>>>) => readonly PersonId[];

/** Everybody at the hospital's inbox, the holder among them. */
const hospitalPeople: People = ({ duty, posts }) => [...new Set([duty.holder, ...(posts.intake ?? [])])];
const ownerOf: People = ({ owner, duty }) => [owner ?? duty.holder];

/** Writes a notice of one kind to these people about the stream's duty of that kind; said before, it is not said again. */
async function tell(
  { db, clock }: Parts,
  stream: string,
  kind: string,
  channel: string,
  template: keyof typeof TEMPLATES,
  people: People,
): Promise<void> {
  const now = await clock.now();
  await db.transaction(AS_CLOCK, async (tx) => {
    const view = await streamView(tx, stream);
    const duty = view?.duties.find(({ row }) => row.kind === kind);
    if (duty === undefined) return;
    const found = await dutyPeople(tx, stream, String(duty.row.openedVersion), now);
    if (found === null) return;
    const told = people(found);
    for (const person of told) {
      const place = { stream, opened: duty.row.openedVersion, step: 0, person };
      await setChannel(tx, place, channel, TEMPLATES[template], { state: 'sent', nextTryAt: null, sentAt: now }, now);
    }
    await announce(tx, told);
  });
}

/** The inbox could not be written to at all: from now on it is the telephone's turn. An unopened one needs no mark, its time says so. */
async function markUndelivered({ db, clock }: Parts, stream: string): Promise<void> {
  const now = await clock.now();
  await db.transaction(AS_CLOCK, async (tx) => {
    const view = await streamView(tx, stream);
    const duty = view === null ? undefined : answerDuty(view);
    if (duty === undefined || duty.notices.some(({ channel }) => channel === INBOX || channel === PHONE)) return;
    const place = { stream, opened: duty.row.openedVersion, step: 0, person: duty.row.holder };
    await setChannel(tx, place, INBOX, TEMPLATES.referralArrived, { state: 'failed', nextTryAt: null }, now);
  });
}
