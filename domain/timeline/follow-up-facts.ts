import type { FollowUpCause } from '#domain/child-commands';
import type { DutyFact } from '#domain/duty';
import type { FollowUpFact } from '#domain/follow-up-state';
import { followUpSignWords } from '#domain/follow-up-words';
import { type Vocabulary, words } from '#domain/words';
import * as code from './code-words.ts';
import { after, known, levelWords, one } from './say.ts';
import { did, followed, type Telling, type Told } from './telling.ts';

type OwnFact = Exclude<FollowUpFact, DutyFact>;
type Fact<T extends OwnFact['type']> = Extract<OwnFact, { type: T }>;
type Tellers = { readonly [T in OwnFact['type']]: (fact: Fact<T>, on: Telling) => Told };

const causeWords: Vocabulary<FollowUpCause> = {
  graded: words('定级', 'the grade'),
  crisisHandedOver: words('危机交接', 'the hand-over of the crisis'),
  discharged: words('出院', 'the discharge'),
  returned: words('复学', 'the return to school'),
  leave: words('休学', 'the leave'),
};

const FOLLOW_UP: Tellers = {
  followUpStarted: ({ level, cause }) => {
    const [to, why] = [levelWords(level), causeWords[cause]];
    return followed(
      `因${why['zh-CN']}开始定期回访，频次按 ${to['zh-CN']}`,
      `Regular contact begins after ${why.en}, in the rhythm of ${to.en}`,
    );
  },
  followUpPaced: ({ level, cause }) => {
    const [to, why] = [levelWords(level), causeWords[cause]];
    return followed(
      `回访频次按${why['zh-CN']}与等级 ${to['zh-CN']}重排，更密的优先`,
      `The rhythm of contacts follows ${why.en} and ${to.en}; the denser one wins`,
    );
  },
  panelHeld: () => null,
  windowsReckoned: () =>
    followed('校历变更，回访时段重新计算', 'A new calendar: the windows of contact were worked out anew'),
  contactMade: ({ channel, assessment, signs }) => {
    const [by, how] = [code.channelWords[channel], code.assessmentWords[assessment]];
    return {
      did: after(
        words(`${by['zh-CN']}回访了学生，情况${how['zh-CN']}`, `spoke with the student ${by.en}: ${how.en}`),
        known(followUpSignWords, signs),
      ),
    };
  },
  contactMissed: ({ outcome, channel }) => {
    if (outcome === 'windowPassed')
      return followed(
        '约定的回访时段过去了，没有人联系到学生，记一次失约',
        'The window of contact has passed and nobody reached the student: counted as missed',
      );
    const how = one(code.contactOutcomeWords, outcome) ?? words('没有联系上', 'not reached');
    const by = channel === null ? words('', '') : code.channelWords[channel];
    return did(`${by['zh-CN']}回访学生，${how['zh-CN']}`, `tried to reach the student ${by.en}: ${how.en}`);
  },
  contactTraced: ({ source, found }) => {
    const by = code.traceWords[source];
    return found
      ? did(`通过${by['zh-CN']}找到了学生，人在`, `found the student through ${by.en}`)
      : did(
          `通过${by['zh-CN']}没有找到学生，继续向上追踪`,
          `did not find the student through ${by.en}: tracing goes up`,
        );
  },
  followUpOwnerChanged: () => null,
  followUpEnded: () => followed('回访随个案结束', 'Contacts end with the case'),
};

/** Tells one fact of a follow-up. */
export function tellFollowUpFact(fact: OwnFact, on: Telling): Told {
  return (FOLLOW_UP[fact.type] as (fact: OwnFact, on: Telling) => Told)(fact, on);
}
