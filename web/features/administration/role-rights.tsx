import { ACCESSES, can, NO_RELATION, type Relation } from '#domain/permission';
import { grantOf, PROGRAMME_ACTS, PROGRAMME_ITEMS, TIERS } from '#domain/programme-access';
import type { Role } from '#domain/role';
import { rolesWith } from '#domain/seen-as';
import { useTexts } from '#web/frame/words.ts';
import { useRoleWords } from './reading.ts';

export const RELATIONS = {
  place: { ...NO_RELATION, place: true },
  hospital: { ...NO_RELATION, hospital: true },
  duty: { ...NO_RELATION, duty: true },
} as const satisfies Readonly<Record<string, Relation>>;
export const NAMES = ['place', 'hospital', 'duty'] as const;

/** What a role may ask for, and in which relation. */
export function May({ role }: { role: Role }) {
  const t = useTexts('administration');
  const held = ACCESSES.map((access) => ({
    access,
    by: NAMES.filter((name) => can(role, access, RELATIONS[name])),
  })).filter(({ by }) => by.length > 0);
  if (held.length === 0) return <p className="quiet">{t('roles.nothing')}</p>;
  return (
    <ul className="admin-may">
      {held.map(({ access, by }) => (
        <li key={access}>
          {t(`access.${access}`)}{' '}
          <span className="quiet">{by.map((name) => t(`relation.${name}`)).join(t('frame:comma'))}</span>
        </li>
      ))}
    </ul>
  );
}

/** What it may not ask for, and whose that is. */
export function MayNot({ role }: { role: Role }) {
  const t = useTexts('administration');
  const roleText = useRoleWords();
  const missing = ACCESSES.filter((access) => NAMES.every((name) => !can(role, access, RELATIONS[name])));
  return (
    <ul className="admin-may">
      {missing.map((access) => (
        <li key={access}>
          {t(`access.${access}`)}{' '}
          <span className="quiet">
            {t('seen.only', { roles: rolesWith(access).map(roleText).join(t('frame:comma')) })}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** By item: whose records it writes, approves and reads. */
export function Programme({ role }: { role: Role }) {
  const t = useTexts('administration');
  const rows = PROGRAMME_ITEMS.map((item) => ({
    item,
    acts: PROGRAMME_ACTS.map((act) => TIERS.filter((tier) => grantOf(item, tier)[act].includes(role))),
  })).filter(({ acts }) => acts.some((tiers) => tiers.length > 0));
  if (rows.length === 0) return <p className="quiet">{t('roles.nothing')}</p>;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('roles.programme')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('roles.item')}</th>
            {PROGRAMME_ACTS.map((act) => (
              <th key={act} scope="col">
                {t(`roles.act.${act}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ item, acts }) => (
            <tr key={item}>
              <th scope="row">{t(`frame:item.${item}`)}</th>
              {PROGRAMME_ACTS.map((act, index) => (
                <td key={act}>{(acts[index] ?? []).map((tier) => t(`tier.${tier}`)).join(t('frame:comma')) || '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
