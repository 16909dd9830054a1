import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import type { TopicCode } from '#programme/report/topics';
import { api, ask } from '#web/frame/api.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import type { ReplyPlan } from './reading.ts';

/** The plan as a page of inputs has it. */
export interface PlanInputs {
  readonly meeting?: string;
  readonly number?: number;
  readonly title?: string;
  readonly topics?: readonly TopicCode[];
  readonly questions?: readonly { readonly text?: string; readonly topics?: readonly TopicCode[] }[];
}

export function planInputs({ proposal, topics, questions }: ReplyPlan): PlanInputs {
  const { meeting, number, title } = proposal;
  return { meeting, number, title, topics: topics ?? [], questions: questions ?? [] };
}

/** The plan as the API takes it; questions are numbered as they stand. */
export function planOf({ meeting = '', number = 0, title = '', topics = [], questions = [] }: PlanInputs): ReplyPlan {
  return {
    proposal: { meeting: meeting.trim(), number, title: title.trim() },
    topics: [...topics],
    questions: questions.map(({ text = '', topics: of = [] }, at) => ({
      number: at + 1,
      text: text.trim(),
      topics: [...of],
    })),
  };
}

/** Which proposal is answered, of what the answer speaks, and what was asked: a question without topics stays open until somebody writes the answer. */
export function PlanFields() {
  const t = useTexts('reports');
  const options = useTopics();
  const needed = [{ required: true, message: t('needed') }];
  return (
    <>
      <div className="form-grid">
        <Form.Item name="meeting" label={t('plan.meeting')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="number" label={t('plan.number')} rules={needed}>
          <InputNumber min={1} max={99_999} controls={false} />
        </Form.Item>
        <Form.Item className="form-wide" name="title" label={t('plan.title')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item className="form-wide" name="topics" label={t('plan.topics')} extra={t('plan.topicsHint')}>
          <Select mode="multiple" options={options} />
        </Form.Item>
      </div>
      <section aria-label={t('plan.questions')}>
        <h3>{t('plan.questions')}</h3>
        <p className="quiet">{t('plan.questionsHint')}</p>
        <Form.List name="questions">
          {(entries, { add, remove }) => (
            <>
              {entries.map(({ key, name }) => (
                <div className="form-row" key={key}>
                  <Form.Item name={[name, 'text']} label={t('plan.question', { number: name + 1 })} rules={needed}>
                    <Input.TextArea rows={2} maxLength={200} />
                  </Form.Item>
                  <Form.Item name={[name, 'topics']} label={t('plan.questionTopics')}>
                    <Select mode="multiple" options={options} placeholder={t('plan.openQuestion')} />
                  </Form.Item>
                  <Button type="text" onClick={() => remove(name)} aria-label={t('plan.remove', { number: name + 1 })}>
                    {t('remove')}
                  </Button>
                </div>
              ))}
              <Button onClick={() => add({ topics: [] })}>{t('plan.add')}</Button>
            </>
          )}
        </Form.List>
      </section>
    </>
  );
}

export function useTopics() {
  const say = useSay();
  const found = useQuery({
    queryKey: ['reports', 'topics'],
    queryFn: () => ask(() => api.GET('/api/reports/topics')),
    staleTime: 3_600_000,
  });
  return (found.data?.items ?? []).map(({ code, name, item }) => ({ value: code, label: `${say(name)}（${item}）` }));
}
