import type { CityActor } from '#tools/testing/city';
import type { Scene, Seen } from './scene.ts';

/** One act as its actor would ask for it now. */
export interface Wanted {
  readonly by: CityActor;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The next act of a journey, made from what its actor sees; undefined: there is nothing to do, as when a clock did it. */
export type Step = (scene: Scene, seen: readonly Seen[]) => Wanted | undefined;

type Body = Wanted['body'];

const of = (seen: readonly Seen[], kind: string) => seen.find((one) => one.kind === kind && one.state.open);
const dutyOf = (one: Seen | undefined, kind: string) => one?.state.duties.find((duty) => duty.kind === kind)?.id;

/** An act on the open case. */
function onCase(who: (scene: Scene) => CityActor, body: (own: Seen, scene: Scene) => Body | undefined): Step {
  return (scene, seen) => {
    const own = of(seen, 'case');
    const wanted = own === undefined ? undefined : body(own, scene);
    return own === undefined || wanted === undefined
      ? undefined
      : { by: who(scene), path: `/api/cases/${own.id}/acts`, body: wanted };
  };
}

/** An act on the open referral, named by the last version that its author has seen. */
function onReferral(who: (scene: Scene, hospital: string) => CityActor, body: (own: Seen, scene: Scene) => Body): Step {
  return (scene, seen) => {
    const own = of(seen, 'referral');
    if (own === undefined) return undefined;
    const hospital = String(own.state.hospital);
    return {
      by: who(scene, hospital),
      path: `/api/referrals/${own.id}/acts`,
      body: { ...body(own, scene), against: own.version },
    };
  };
}

/** An act that answers a duty: nothing is asked when nobody owes it. */
function answering(who: (scene: Scene) => CityActor, duty: string, body: Body): Step {
  return onCase(who, (own) => {
    const answers = dutyOf(own, duty);
    return answers === undefined ? undefined : { ...body, answers };
  });
}

const counselor = (scene: Scene) => scene.counselor;
const head = (scene: Scene) => scene.head;

const concern =
  (sign: string): Step =>
  ({ counselor: by, student }) => ({ by, path: '/api/concerns', body: { student, signs: [sign] } });

const secondSource = onCase(
  (scene) => scene.classTeacher,
  () => ({ act: 'recordSecondSource', view: ['withdrawn'], note: '上课少言' }),
);
const interview = answering(counselor, 'interview', {
  act: 'recordInterview',
  findings: ['lowMood'],
  outcome: 'reassess',
  note: '谈话记录',
});
const guardianTold = onCase(counselor, (_own, { guardian }) => ({
  act: 'recordContact',
  with: 'guardian',
  guardian,
  channel: 'voice',
  outcome: 'reached',
  note: null,
}));
const reassessment = answering(counselor, 'reassess', {
  act: 'recordReassessment',
  instrument: 'gad-7',
  findings: ['lowMood'],
  assessment: 'steady',
});
const grade = (level: string, who: (scene: Scene) => CityActor): Step =>
  onCase(who, ({ version }) => ({
    act: 'grade',
    level,
    basis: ['interview'],
    reasonCode: 'interview',
    against: version,
  }));
const coSign = onCase(
  (scene) => scene.expert,
  ({ state }) => {
    const [proposal] = state.proposals as readonly { readonly id: string }[];
    return proposal === undefined ? undefined : { act: 'coSign', proposal: proposal.id };
  },
);
const session = onCase(counselor, () => ({ act: 'recordSession', goals: ['sleep'], note: '第一次辅导' }));
const review = onCase(counselor, () => ({ act: 'recordReview', assessment: 'steady' }));
const panel = answering(head, 'panel', { act: 'recordPanel', attendees: 4, decisions: ['goOn'] });
const awaitedReferral = onCase(counselor, () => ({
  act: 'requestReferral',
  basis: { kind: 'awaited' },
  reason: '需要门诊评估',
}));
/** The consent takes the referral's own id: asked again, it is the same consent. */
const guardianConsents = onReferral(counselor, ({ id }, { guardian }) => ({
  act: 'giveConsent',
  consent: id,
  guardian,
  form: 'signedPaper',
  evidence: '同意书原件存心理室',
  hospitals: ['999000-h1', '999000-h2', '999000-h3'],
}));
const send = onReferral(counselor, () => ({ act: 'send' }));
const accept = onReferral(
  (scene, hospital) => scene.intake(hospital),
  () => ({ act: 'accept' }),
);
const schedule = onReferral(
  (scene, hospital) => scene.intake(hospital),
  () => ({ act: 'schedule', at: Date.now() + 26 * 3_600_000, place: '门诊三楼' }),
);
const offerHandOver = onCase(counselor, (_own, { receiver }) => ({
  act: 'offerHandOver',
  to: receiver.person,
  summary: '移交摘要',
}));
const acceptHandOver = answering((scene) => scene.receiver, 'handOver', { act: 'acceptHandOver' });

const acknowledge = onCase(counselor, (own) => {
  const duty = dutyOf(own, 'crisisAcknowledge');
  return duty === undefined ? undefined : { act: 'acknowledge', duty };
});
const assignWatch = onCase(head, (_own, scene) => ({ act: 'assignWatch', watcher: scene.classTeacher.person }));
const logWatch = onCase(counselor, () => ({ act: 'logWatch', state: 'calm' }));
const guardianVoice = onCase(head, (_own, { guardian }) => ({
  act: 'recordGuardianVoice',
  guardian,
  outcome: 'reached',
  happenedAt: Date.now() - 60_000,
}));
const toldCounty = onCase(head, () => ({ act: 'recordTold', whom: 'county' }));
const toldCity = onCase(
  (scene) => scene.county,
  () => ({ act: 'recordTold', whom: 'city' }),
);
const meansRemoved = onCase(counselor, () => ({ act: 'recordMeansRemoved', happenedAt: Date.now() - 60_000 }));
const emergencyReferral = onCase(counselor, (_own, scene) => ({
  act: 'requestReferral',
  basis: { kind: 'emergency', by: scene.counselor.person },
  reason: '紧急评估',
}));
const arrival = onCase(counselor, () => ({ act: 'recordArrival', happenedAt: Date.now() - 60_000 }));
const crisisHandOver = onCase(counselor, () => ({
  act: 'acceptCrisisHandOver',
  to: 'hospital',
  receiver: '急诊值班医生',
  happenedAt: Date.now() - 60_000,
}));

/** From the warning to a hospital or another hand, in about a dozen acts. */
export const JOURNEYS = {
  moderate: [
    concern('selfHarm'),
    secondSource,
    interview,
    guardianTold,
    reassessment,
    grade('L2', counselor),
    session,
    review,
    awaitedReferral,
    guardianConsents,
    send,
    accept,
    offerHandOver,
    acceptHandOver,
  ],
  severe: [
    concern('recentPlan'),
    interview,
    guardianTold,
    reassessment,
    grade('L3', head),
    coSign,
    panel,
    session,
    awaitedReferral,
    guardianConsents,
    send,
    accept,
    schedule,
  ],
  crisis: [
    concern('farewell'),
    acknowledge,
    assignWatch,
    logWatch,
    guardianVoice,
    toldCounty,
    toldCity,
    meansRemoved,
    emergencyReferral,
    send,
    accept,
    arrival,
    crisisHandOver,
  ],
} as const satisfies Readonly<Record<string, readonly Step[]>>;
