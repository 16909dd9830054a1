import { campaignActWords, campaignStageWords } from '#domain/campaign-words';
import { caseActWords } from '#domain/case-words';
import { followUpActWords, followUpStageWords } from '#domain/follow-up-words';
import { referralActWords, referralStageWords } from '#domain/referral-words';
import { returnActWords, returnStageWords } from '#domain/return-to-school-words';
import type { Role } from '#domain/role';
import { actsSeen, SEEN_KINDS, type SeenAct, type SeenKind } from '#domain/seen-as';
import { stageWords } from '#domain/timeline/code-words';
import type { Words } from '#domain/words';
import { useSay, useTexts } from '#web/frame/words.ts';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { useRoleWords } from './reading.ts';

type Table = Readonly<Record<string, Words>>;
const WORDS: Readonly<Record<SeenKind, { readonly acts: Table; readonly stages: Table }>> = {
  case: { acts: caseActWords, stages: stageWords },
  referral: { acts: referralActWords, stages: referralStageWords },
  followUp: { acts: followUpActWords, stages: followUpStageWords },
  return: { acts: returnActWords, stages: returnStageWords },
  campaign: { acts: campaignActWords, stages: campaignStageWords },
};
const ORDER = ['own', 'called', 'byPhone', 'never'] as const;

/** Every act by name, first what this role may do; of what it may not, whose it is. */
export function SeenActs({ role }: { role: Role }) {
  const t = useTexts('administration');
  return SEEN_KINDS.map((kind) => {
    const acts = actsSeen(kind, role);
    const may = acts.filter(({ how }) => how !== 'never').length;
    return (
      <details key={kind}>
        <summary>{t('seen.kindActs', { kind: t(`seen.kind.${kind}`), may, all: acts.length })}</summary>
        <ActTable kind={kind} acts={ORDER.flatMap((how) => acts.filter((act) => act.how === how))} />
      </details>
    );
  });
}

function ActTable({ kind, acts }: { kind: SeenKind; acts: readonly SeenAct[] }) {
  const t = useTexts('administration');
  const say = useSay();
  const roleText = useRoleWords();
  const { acts: names, stages: places } = WORDS[kind];
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t(`seen.kind.${kind}`)}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('seen.act')}</th>
            <th scope="col">{t('seen.may')}</th>
            <th scope="col">{t('seen.when')}</th>
            <th scope="col">{t('seen.whose')}</th>
          </tr>
        </thead>
        <tbody>
          {acts.map(({ act, how, stages, others }) => (
            <tr key={act}>
              <th scope="row">{say(names[act]) || act}</th>
              <td>
                <StatusTag kind={how === 'own' ? 'good' : how === 'never' ? 'plain' : 'wait'}>
                  {t(`seen.how.${how}`)}
                </StatusTag>
              </td>
              <td>{stages.map((stage) => say(places[stage]) || t('seen.notBegun')).join(t('frame:comma'))}</td>
              <td className="quiet">{others.map(roleText).join(t('frame:comma')) || t('seen.holder')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
