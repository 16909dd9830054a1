import { useId } from 'react';
import { mayAppoint, OFFICES } from '#domain/appointing';
import { type Post, type Role, ROLES } from '#domain/role';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { PlaceInput } from '#web/parts/place-input.tsx';
import { type OfficeBody, useRoleWords } from './reading.ts';

/** An office as it is being typed. */
export interface OfficeDraft {
  readonly role: Role | '';
  readonly org: string;
  readonly post: string;
  readonly priority: string;
  readonly from: string;
  readonly until: string;
}

export const NO_OFFICE: OfficeDraft = { role: '', org: '', post: '', priority: '1', from: '', until: '' };

/** What is asked for; null while something is missing. */
export function officeOf(draft: OfficeDraft): OfficeBody | null {
  const { role, org, post, priority, from, until } = draft;
  if (role === '' || org === '' || (OFFICES[role].posts.length > 0 && post === '')) return null;
  const order = Number(priority);
  if (!Number.isInteger(order) || order < 0 || order > 999) return null;
  return {
    role,
    org,
    post: post === '' ? null : (post as Post), // one of the role's own
    priority: order,
    from: from === '' ? null : from,
    until: until === '' ? null : until,
  };
}

/** What is still missing of it, as the fields are called. */
export function officeLacks(draft: OfficeDraft, t: ReturnType<typeof useTexts>): readonly string[] {
  if (officeOf(draft) !== null) return [];
  if (draft.role === '') return [t('office.role')];
  return [t(draft.org === '' ? 'office.org' : 'office.order')];
}

interface Props {
  readonly side: 'education' | 'health';
  readonly value: OfficeDraft;
  readonly onChange: (next: OfficeDraft) => void;
}

/** Role, place, what chains call its holder as, and for how long: only what this administrator may give. */
export function OfficeFields({ side, value, onChange }: Props) {
  const t = useTexts('administration');
  const id = useId();
  const rule = value.role === '' ? null : OFFICES[value.role];
  const posts = (rule?.posts ?? []).filter((post) => !post.startsWith('expert') || post === `expert${sideOf(side)}`);
  const choose = (role: Role | '') => {
    const all = role === '' ? [] : OFFICES[role].posts;
    const [post = ''] = all.filter((each) => !each.startsWith('expert') || each === `expert${sideOf(side)}`);
    onChange({ ...value, role, post, org: '' });
  };
  return (
    <>
      <RoleField id={`${id}role`} side={side} value={value.role} onChange={choose} />
      {rule === null ? null : (
        <div className="field">
          <label htmlFor={`${id}org`}>{t('office.org')}</label>
          <PlaceInput
            key={value.role}
            id={`${id}org`}
            kinds={rule.kinds}
            mine
            placeholder={t('office.orgHint')}
            value={value.org === '' ? null : value.org}
            onChange={(code) => onChange({ ...value, org: [code].flat()[0] ?? '' })}
          />
        </div>
      )}
      {posts.length < 2 ? null : (
        <div className="field">
          <label htmlFor={`${id}post`}>{t('office.post')}</label>
          <select
            id={`${id}post`}
            value={value.post}
            onChange={({ target }) => onChange({ ...value, post: target.value })}
          >
            {posts.map((post) => (
              <option key={post} value={post}>
                {t(`post.${post}`)}
              </option>
            ))}
          </select>
        </div>
      )}
      <When id={id} value={value} onChange={onChange} ordered={posts.length > 0} />
    </>
  );
}

interface RoleProps {
  readonly id: string;
  readonly side: Props['side'];
  readonly value: Role | '';
  readonly onChange: (role: Role | '') => void;
}

/** Only what this administrator may give, and this person may hold. */
function RoleField({ id, side, value, onChange }: RoleProps) {
  const t = useTexts('administration');
  const { acting } = useMe();
  const roleText = useRoleWords();
  const given = ROLES.filter((role) => {
    const fits = OFFICES[role].side;
    // The API's roles are the domain's.
    return mayAppoint(acting.role as Role, role) && (fits === null || fits === side);
  });
  return (
    <div className="field">
      <label htmlFor={id}>{t('office.role')}</label>
      <select
        id={id}
        value={value}
        onChange={({ target }) => onChange(given.find((each) => each === target.value) ?? '')}
      >
        <option value="">{t('office.choose')}</option>
        {given.map((role) => (
          <option key={role} value={role}>
            {roleText(role)}
          </option>
        ))}
      </select>
    </div>
  );
}

function sideOf(side: Props['side']): string {
  return side === 'health' ? 'Health' : 'Education';
}

function When({ id, value, onChange, ordered }: Omit<Props, 'side'> & { id: string; ordered: boolean }) {
  const t = useTexts('administration');
  const set = (name: 'priority' | 'from' | 'until', text: string) => onChange({ ...value, [name]: text });
  return (
    <div className="admin-when">
      {(['from', 'until'] as const).map((name) => (
        <div className="field" key={name}>
          <label htmlFor={`${id}${name}`}>{t(`office.${name}`)}</label>
          <input
            id={`${id}${name}`}
            type="date"
            value={value[name]}
            onChange={({ target }) => set(name, target.value)}
          />
          <p className="quiet field-hint">{t(`office.${name}Hint`)}</p>
        </div>
      ))}
      {ordered ? (
        <div className="field">
          <label htmlFor={`${id}order`}>{t('office.order')}</label>
          <input
            id={`${id}order`}
            type="number"
            inputMode="numeric"
            min={0}
            max={999}
            value={value.priority}
            onChange={({ target }) => set('priority', target.value)}
          />
          <p className="quiet field-hint">{t('office.orderHint')}</p>
        </div>
      ) : null}
    </div>
  );
}
