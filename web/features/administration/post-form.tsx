import { Button } from 'antd';
import { type FormEvent, useCallback, useId, useState } from 'react';
import { OFFICES } from '#domain/appointing';
import type { Post, Role } from '#domain/role';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { MOVED, type Office, type Person } from './reading.ts';

interface Props {
  readonly person: Person;
  readonly office: Office;
  readonly onDone: () => void;
}
interface Body {
  readonly post: Post;
  readonly priority: number;
}

/** What chains call somebody as in the same office, such as the stand-in, and in which order. */
export function PostForm({ person: { person }, office, onDone }: Props) {
  const t = useTexts('administration');
  const id = useId();
  const posts = OFFICES[office.role as Role].posts; // the API's roles are the domain's
  const [post, setPost] = useState<string>(office.post ?? '');
  const [priority, setPriority] = useState(String(office.priority));
  const send = useCallback(
    (body: Body, key: string) =>
      ask(() =>
        api.PUT('/api/people/{id}/appointments/{appointment}', {
          params: { path: { id: person, appointment: office.id }, header: { 'idempotency-key': key } },
          body,
        }),
      ),
    [person, office.id],
  );
  const { state, perform } = useWish(send, MOVED);
  const chosen = posts.find((each) => each === post);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const order = Number(priority);
    if (chosen === undefined || !Number.isInteger(order)) return;
    if ((await perform({ post: chosen, priority: order })) !== null) onDone();
  };
  return (
    <form className="admin-panel" onSubmit={(event) => void submit(event)}>
      <div className="field">
        <label htmlFor={`${id}post`}>{t('office.post')}</label>
        <select id={`${id}post`} value={post} onChange={({ target }) => setPost(target.value)}>
          {posts.map((each) => (
            <option key={each} value={each}>
              {t(`post.${each}`)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}order`}>{t('office.order')}</label>
        <input
          id={`${id}order`}
          type="number"
          min={0}
          max={999}
          value={priority}
          onChange={({ target }) => setPriority(target.value)}
        />
        <p className="quiet field-hint">{t('office.orderHint')}</p>
      </div>
      <ActProblem state={state} />
      <div className="page-actions">
        <Button type="primary" htmlType="submit" loading={state.at === 'sending' || state.at === 'unsure'}>
          {t('frame:save')}
        </Button>
        <Button onClick={onDone}>{t('frame:cancel')}</Button>
      </div>
    </form>
  );
}
