import type { Child, Life, Playing, Pupil } from './playing.ts';

/* Cases as a week of work leaves them: each played by those who would do it, over the API. */

/** In triage: an interview is owed, and the class teacher's view. */
export function warned({ raise, classTeacher }: Playing, { pupil }: Pupil): Promise<Life> {
  return raise(classTeacher, pupil, ['recentPlan'], '放学后在操场独自坐了很久。');
}

/** In triage, with nothing urgent. */
export function quiet({ raise, counselor }: Playing, { pupil }: Pupil): Promise<Life> {
  return raise(counselor, pupil, ['withdrawal'], '最近不说话。');
}

/** Interviewed and asked anew: to be graded. */
async function assessed(play: Playing, pupil: string, signs: readonly string[], note: string): Promise<Life> {
  const { counselor, act, answering } = play;
  const on = await play.raise(counselor, pupil, signs, note);
  const interview = { findings: ['lowMood', 'sleepsBadly'], outcome: 'reassess', note: '愿意交谈，最近睡得不好。' };
  await act(counselor, on, { act: 'recordInterview', ...interview, ...(await answering(on, 'interview')) });
  const second = { instrument: 'phq-9', findings: ['lowMood'], assessment: 'steady' };
  await act(counselor, on, { act: 'recordReassessment', ...second, ...(await answering(on, 'reassess')) });
  return on;
}

async function graded(play: Playing, on: Life, level: string, by: string): Promise<Life> {
  const basis = { basis: ['interview', 'secondInstrument'], reasonCode: 'interviewFindings' };
  const why = { reason: '访谈与第二份量表一致。', ...(await play.seen(on)) };
  await play.act(by, on, { act: 'grade', level, ...basis, ...why });
  return on;
}

/** Graded L2 by the counselor alone. */
export async function gradedYellow(play: Playing, { pupil }: Pupil): Promise<Life> {
  return graded(play, await assessed(play, pupil, ['bullying'], '同学反映被排挤。'), 'L2', play.counselor);
}

/** In care at L2, with a session and a plan. */
export async function inCare(play: Playing, child: Pupil): Promise<Life> {
  const { counselor, act } = play;
  const on = await gradedYellow(play, child);
  await act(counselor, on, { act: 'recordSession', goals: ['sleep', 'peers'], note: '练习了睡前放松。' });
  const plan = '每两周一次辅导；与班主任约定座位调整。';
  await act(counselor, on, { act: 'revisePlan', goals: ['sleep', 'peers'], plan });
  return on;
}

/** Graded L3 by the head: the second signature, of the health side, is missing. */
export async function signing(play: Playing, { pupil }: Pupil): Promise<Life> {
  return graded(play, await assessed(play, pupil, ['recentPlan'], '作文里写到不想继续。'), 'L3', play.head);
}

/** In care at L3, signed by both sides. */
export async function signed(play: Playing, child: Pupil, expert: string): Promise<Life> {
  const on = await signing(play, child);
  await play.act(expert, on, { act: 'coSign', proposal: await play.proposal(on) });
  return on;
}

/** In crisis: the first entry of the watch is made. */
export async function inCrisis(play: Playing, { pupil }: Pupil): Promise<Life> {
  const { counselor, raise, act } = play;
  const on = await raise(counselor, pupil, ['attempt', 'means'], '课间在楼道被老师拦下。');
  await act(counselor, on, { act: 'logWatch', state: 'distressed', note: '在辅导室，情绪激动。' });
  return on;
}

/** The first minutes of a crisis done: heard, a named person beside the child, means gone, guardian spoken to, the county told. */
export async function led(play: Playing, on: Life, { guardian }: Child, watcher: string): Promise<Life> {
  const { counselor, head, act, answering } = play;
  const { answers: duty } = await answering(on, 'crisisAcknowledge');
  await act(counselor, on, { act: 'acknowledge', duty });
  await act(head, on, { act: 'assignWatch', watcher: await personOf(play, watcher) });
  await act(counselor, on, { act: 'recordMeansRemoved', happenedAt: Date.now() });
  const reached = { guardian, outcome: 'reached', happenedAt: Date.now(), note: '母亲正在来校的路上。' };
  await act(head, on, { act: 'recordGuardianVoice', ...reached });
  await act(head, on, { act: 'recordTold', whom: 'county' });
  return on;
}

/** Handed over at the hospital: the level stands until people have judged. */
export async function handedOver(play: Playing, child: Child, county: string): Promise<Life> {
  const { counselor, head, act, answering } = play;
  const on = await led(play, await inCrisis(play, child), child, counselor);
  const taken = { to: 'hospital', receiver: '急诊值班医生，工号在交接单上', happenedAt: Date.now() };
  await act(counselor, on, { act: 'acceptCrisisHandOver', ...taken });
  await act(county, on, { act: 'recordTold', whom: 'city' });
  const there = { outcome: 'alreadyInTreatment', ...(await answering(on, 'referralOffer')) };
  await act(head, on, { act: 'recordOffer', ...there });
  return on;
}

/** Nothing behind it, says the counselor; the head has to agree before it ends. `by`: who was worried. */
export async function dismissing(play: Playing, { pupil }: Pupil, by: string): Promise<Life> {
  const { counselor, raise, act, answering } = play;
  const on = await raise(by, pupil, ['other'], '上课趴着，不太说话。');
  await act(by, on, { act: 'recordSecondSource', view: ['other'], note: '补觉之后恢复了。' });
  const found = { findings: ['calm', 'supported'], outcome: 'noConcern', reasonCode: 'misunderstood' };
  const note = '前一晚照顾弟弟没有睡好，家里已经安排。';
  await act(counselor, on, { act: 'recordInterview', ...found, note, ...(await answering(on, 'interview')) });
  return on;
}

/** The same, signed by both: ended, the record kept. */
export async function dismissed(play: Playing, pupil: Pupil): Promise<Life> {
  const on = await dismissing(play, pupil, play.counselor);
  await play.act(play.head, on, { act: 'coSign', proposal: await play.proposal(on) });
  return on;
}

/** In care at L3 with the panel held, the guardian told, and the first follow-up contact made. */
export async function followed(play: Playing, child: Child, expert: string): Promise<Life> {
  const { counselor, head, act, answering } = play;
  const on = await signed(play, child, expert);
  const told = { with: 'guardian', guardian: child.guardian, channel: 'voice', outcome: 'reached' };
  await act(counselor, on, { act: 'recordContact', ...told, note: '母亲愿意配合，每晚陪伴。' });
  const met = { attendees: 5, decisions: ['schoolPlan'], note: '一致同意在校辅导，每周复核。' };
  await act(head, on, { act: 'recordPanel', ...met, ...(await answering(on, 'panel')) });
  const contact = await play.begun('follow-ups', on);
  const spoke = { outcome: 'reached', channel: 'inPerson', assessment: 'steady', signs: [], happenedAt: Date.now() };
  await act(counselor, contact, { act: 'recordFollowUp', ...spoke, ...(await answering(contact, 'followUpContact')) });
  return on;
}

/** In care, offered to somebody else, who has not said yes. */
export async function offered(play: Playing, child: Pupil, to: string): Promise<Life> {
  const { counselor, act } = play;
  const on = await gradedYellow(play, child);
  const summary = '每周三下午见面，已约好和家长的下一次谈话。';
  await act(counselor, on, { act: 'offerHandOver', to: await personOf(play, to), summary });
  return on;
}

/** The id of whoever signs in so. */
export async function personOf({ call }: Playing, who: string): Promise<string> {
  return ((await call(who, 'GET', '/api/me')) as { readonly person: string }).person;
}
