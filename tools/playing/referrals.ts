import { personOf } from './cases.ts';
import type { Child, Life, Playing } from './playing.ts';

const DAY = 86_400_000;
const HOSPITAL = '999000-h1';

/** Without waiting for a consent: the child in crisis stands in the hospital's inbox. */
export async function sentAtOnce(play: Playing, on: Life): Promise<Life> {
  const { head, act } = play;
  const basis = { kind: 'emergency', by: await personOf(play, head) };
  const reason = '今天说了告别的话，需要当天评估';
  await act(head, on, { act: 'requestReferral', hospital: HOSPITAL, basis, reason });
  const referral = await play.begun('referrals', on);
  await act(head, referral, { act: 'send', ...(await play.seen(referral)) });
  return referral;
}

/** With a guardian's consent: the hospital has not answered yet. */
export async function sent(play: Playing, on: Life, { guardian }: Child): Promise<Life> {
  const { counselor, act } = play;
  const reason = '连续两周睡眠差，希望门诊评估';
  await act(counselor, on, { act: 'requestReferral', hospital: HOSPITAL, basis: { kind: 'awaited' }, reason });
  const referral = await play.begun('referrals', on);
  const paper = { form: 'signedPaper', evidence: '同意书原件存心理室', hospitals: [HOSPITAL] };
  // Chosen by whoever records it: the referral's own id is nobody else's.
  const consent = { consent: referral.id, guardian, ...paper, ...(await play.seen(referral)) };
  await act(counselor, referral, { act: 'giveConsent', ...consent });
  await act(counselor, referral, { act: 'send', ...(await play.seen(referral)) });
  return referral;
}

/** Accepted, with an appointment the day after tomorrow. */
export async function scheduled(play: Playing, referral: Life, hospital: string): Promise<Life> {
  await play.act(hospital, referral, { act: 'accept', ...(await play.seen(referral)) });
  const at = Math.floor(Date.now() / DAY + 2) * DAY + DAY / 12;
  const appointment = { at, place: '门诊二楼 心理科', ...(await play.seen(referral)) };
  await play.act(hospital, referral, { act: 'schedule', ...appointment });
  return referral;
}

/** Refused for want of room: the school has to choose another way. */
export async function declined(play: Playing, referral: Life, hospital: string): Promise<Life> {
  const no = { reasonCode: 'noCapacity', reason: '本周门诊已满，建议改约其他医院。' };
  await play.act(hospital, referral, { act: 'decline', ...no, ...(await play.seen(referral)) });
  return referral;
}
