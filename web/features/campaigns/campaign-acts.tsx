import { App, Button } from 'antd';
import { useState } from 'react';
import { campaignActWords } from '#domain/campaign-words';
import type { Words } from '#domain/words';
import { useAct } from '#web/frame/act.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { ActForm, type PermittedAct } from '#web/parts/act-form.tsx';
import { ActProblem } from '#web/parts/act-problem.tsx';
import type { Campaign, Completion } from './reading.ts';

const TITLES: Readonly<Record<string, Words>> = campaignActWords;
/** Nothing to fill in; what they answer is the duty of this kind. */
const ONE_TAP: Readonly<Record<string, string>> = { open: 'campaignOpen', closeAnswering: 'campaignClose' };
/** Done on the whole campaign with a form; what moves one class stands with the class. */
const WITH_FORM = ['countInterviewers', 'extendWindow', 'withdraw'];

interface Props {
  readonly campaign: Campaign;
  readonly acts: readonly PermittedAct[];
  readonly completion: Completion;
}

/** What can be done with the whole campaign now, and what stands in the way of it. */
export function CampaignActs({ campaign, acts, completion }: Props) {
  const t = useTexts('campaigns');
  const say = useSay();
  const [act, setAct] = useState<string | null>(null);
  const tap = useAct('campaigns', campaign.id);
  const { modal } = App.useApp();
  const open = acts.find((each) => each.act === act);
  if (open !== undefined)
    return (
      <section className="card" aria-label={say(TITLES[open.act])}>
        <ActForm
          key={open.act}
          kind="campaigns"
          stream={campaign.id}
          permitted={open}
          title={TITLES[open.act]}
          duty={campaign.duties.find(({ kind }) => kind === 'campaignOpen')?.id}
          personVersion={campaign.personVersion}
          preset={open.act === 'countInterviewers' ? { interviewers: completion.interviewers } : {}}
          onDone={() => setAct(null)}
          onCancel={() => setAct(null)}
        />
      </section>
    );
  const names = acts.map((each) => each.act);
  const taps = Object.keys(ONE_TAP).filter((name) => names.includes(name));
  const forms = WITH_FORM.filter((name) => names.includes(name));
  const left = completion.total.waiting + completion.total.invited;
  const perform = (name: string) => {
    const body = { act: name, answers: campaign.duties.find(({ kind }) => kind === ONE_TAP[name])?.id };
    // Opening invites nobody yet; closing cannot be taken back.
    if (name === 'open') return void tap.perform(body);
    const okText = say(TITLES[name]);
    void modal.confirm({ title: t('sure.close', { count: left }), okText, onOk: () => void tap.perform(body) });
  };
  return (
    <section className="card" aria-label={t('next')}>
      <h2>{t('next')}</h2>
      <p>{t(`do.${campaign.stage}`, { defaultValue: '', count: left })}</p>
      <div className="choices">
        {taps.map((name) => (
          <Button
            key={name}
            type={name === 'open' || left === 0 ? 'primary' : 'default'}
            loading={tap.state.at === 'sending'}
            onClick={() => perform(name)}
          >
            {say(TITLES[name])}
          </Button>
        ))}
        {forms.map((name) => (
          <Button key={name} onClick={() => setAct(name)}>
            {say(TITLES[name])}
          </Button>
        ))}
      </div>
      <ActProblem state={tap.state} />
    </section>
  );
}
