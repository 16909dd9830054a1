import type { ServedCity } from './browser-city.ts';

/** Cases at the first school of a served city as a week of work leaves them, all made over the API by those who would. */
export interface PlayedSchool {
  /** In triage: an interview is owed. */
  readonly warned: string;
  /** In care at L2, with a session and a plan. */
  readonly care: string;
  /** Graded L3 by the head: the second signature, of the health side, is missing. */
  readonly signing: string;
  /** In crisis, with somebody on watch. */
  readonly crisis: string;
  /** A pupil of the class teacher's about whom nobody has said anything. */
  readonly quiet: string;
}

interface Duty {
  readonly id: string;
  readonly kind: string;
}
interface Case {
  readonly personVersion: number;
  readonly duties: readonly Duty[];
}

/** Plays it; a few seconds. */
export async function playedSchool(served: ServedCity): Promise<PlayedSchool> {
  const { own, others } = await pupilsOf(served);
  const concern = async (student: string | undefined, signs: readonly string[], note: string, by = 'counselor') => {
    await served.call(by, 'POST', '/api/concerns', { student, signs, note });
    return caseOf(served, student);
  };
  const act = async (id: string, body: object, by = 'counselor') =>
    served.call(by, 'POST', `/api/cases/${id}/acts`, body);
  const look = async (id: string) => (await served.call('counselor', 'GET', `/api/cases/${id}`)) as Case;
  const owed = async (id: string, kind: string) => (await look(id)).duties.find((duty) => duty.kind === kind)?.id;

  const assessed = async (pupil: string | undefined, signs: readonly string[], note: string) => {
    const id = await concern(pupil, signs, note);
    await act(id, {
      act: 'recordInterview',
      findings: ['lowMood', 'sleepsBadly'],
      outcome: 'reassess',
      note: '愿意交谈，最近睡得不好。',
      answers: await owed(id, 'interview'),
    });
    await act(id, {
      act: 'recordReassessment',
      instrument: 'phq-9',
      findings: ['lowMood'],
      assessment: 'steady',
      answers: await owed(id, 'reassess'),
    });
    return id;
  };
  const graded = async (id: string, level: string, by: string) => {
    const basis = { basis: ['interview', 'secondInstrument'], reasonCode: 'interviewFindings' };
    const against = (await look(id)).personVersion;
    return act(id, { act: 'grade', level, ...basis, reason: '访谈与第二份量表一致。', against }, by);
  };

  const warned = await concern(own[0], ['recentPlan'], '放学后在操场独自坐了很久。', 'classteacher');
  const care = await assessed(others[0], ['bullying'], '同学反映被排挤。');
  await graded(care, 'L2', 'counselor');
  await act(care, { act: 'recordSession', goals: ['sleep', 'peers'], note: '练习了睡前放松。' });
  await act(care, { act: 'revisePlan', goals: ['sleep', 'peers'], plan: '每两周一次辅导；与班主任约定座位调整。' });
  const signing = await assessed(others[1], ['recentPlan'], '作文里写到不想继续。');
  await graded(signing, 'L3', 'head');
  const crisis = await concern(others[2], ['attempt', 'means'], '课间在楼道被老师拦下。');
  await act(crisis, { act: 'logWatch', state: 'distressed', note: '在辅导室，情绪激动。' });
  await concern(others[3], ['withdrawal'], '最近不说话。');
  return { warned, care, signing, crisis, quiet: own[1] ?? '' };
}

/** The class teacher's own pupils, and the others of the school. */
async function pupilsOf(
  served: ServedCity,
): Promise<{ readonly own: readonly string[]; readonly others: readonly string[] }> {
  const ids = async (who: string) => {
    const page = (await served.call(who, 'GET', '/api/students')) as {
      readonly items: readonly { readonly id: string }[];
    };
    return page.items.map(({ id }) => id);
  };
  const own = await ids('classteacher');
  return { own, others: (await ids('counselor')).filter((id) => !own.includes(id)) };
}

/** A class teacher is not told which case a concern joined; the counselor knows. */
async function caseOf(served: ServedCity, pupil = ''): Promise<string> {
  const found = await served.call('counselor', 'GET', `/api/cases?student=${pupil}`);
  const [line] = (found as { readonly items: readonly { readonly id: string }[] }).items;
  if (line === undefined) throw new Error(`pupil ${pupil} has no case`);
  return line.id;
}
