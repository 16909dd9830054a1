import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { mayAppoint, OFFICES } from '#domain/appointing';
import { ACCESSES, can, NO_RELATION, type Relation } from '#domain/permission';
import { grantOf, PROGRAMME_ACTS, PROGRAMME_ITEMS, TIERS } from '#domain/programme-access';
import { type Role, ROLES } from '#domain/role';
import { api, ask } from '#web/frame/api.ts';
import { useTexts } from '#web/frame/words.ts';
import { Page } from '#web/parts/page.tsx';
import { useRoleWords } from './reading.ts';
import './administration.css';

const RELATIONS = {
  place: { ...NO_RELATION, place: true },
  hospital: { ...NO_RELATION, hospital: true },
  duty: { ...NO_RELATION, duty: true },
} as const satisfies Readonly<Record<string, Relation>>;
const NAMES = ['place', 'hospital', 'duty'] as const;

/** What each role may do, out of the tables that decide it, and who holds it here. */
export default function Roles() {
  const t = useTexts('administration');
  const roleText = useRoleWords();
  const [role, setRole] = useState<Role>('counselor');
  return (
    <Page title={t('roles.title')}>
      <p className="quiet">{t('roles.about')}</p>
      <div className="filters">
        <label className="filter">
          {t('people.role')}
          <select value={role} onChange={({ target }) => setRole(ROLES.find((each) => each === target.value) ?? role)}>
            {ROLES.map((each) => (
              <option key={each} value={each}>
                {roleText(each)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <section className="card">
        <h2>{roleText(role)}</h2>
        <Held role={role} />
        <h3>{t('roles.may')}</h3>
        <May role={role} />
        <h3>{t('roles.programme')}</h3>
        <Programme role={role} />
      </section>
      <section className="card">
        <h2>{t('roles.all')}</h2>
        <Matrix chosen={role} />
      </section>
    </Page>
  );
}

function Held({ role }: { role: Role }) {
  const t = useTexts('administration');
  const roleText = useRoleWords();
  const rule = OFFICES[role];
  const givers = ROLES.filter((each) => mayAppoint(each, role)).map(roleText);
  const found = useQuery({
    queryKey: ['people', 'role', role],
    queryFn: () => ask(() => api.GET('/api/people', { params: { query: { role, limit: '12' } } })),
  });
  const holders = found.data?.items ?? [];
  return (
    <>
      <p>
        {t('roles.where', { kinds: rule.kinds.map((kind) => t(`kind.${kind}`)).join(t('frame:comma')) })}{' '}
        {t('roles.givenBy', { role: givers.join(t('frame:comma')) })}
      </p>
      <p>
        {t('roles.holders')} {found.isSuccess && holders.length === 0 ? t('roles.nobody') : null}
        {holders.map(({ person, displayName }, index) => (
          <span key={person}>
            {index === 0 ? '' : t('frame:comma')}
            <Link to="/people/$id" params={{ id: person }}>
              {displayName}
            </Link>
          </span>
        ))}
        {found.data?.next == null ? null : ' …'}
      </p>
    </>
  );
}

function May({ role }: { role: Role }) {
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

/** By item: whose records it writes, approves and reads. */
function Programme({ role }: { role: Role }) {
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

function Matrix({ chosen }: { chosen: Role }) {
  const t = useTexts('administration');
  const roleText = useRoleWords();
  const marks = (role: Role, access: (typeof ACCESSES)[number]) =>
    NAMES.filter((name) => can(role, access, RELATIONS[name]));
  return (
    <>
      <p className="quiet">{t('roles.legend')}</p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('roles.all')}>
        <table className="plain-table admin-matrix">
          <thead>
            <tr>
              <th scope="col">{t('roles.may')}</th>
              {ROLES.map((role) => (
                <th key={role} scope="col" className={role === chosen ? 'admin-chosen' : undefined}>
                  {roleText(role)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ACCESSES.map((access) => (
              <tr key={access}>
                <th scope="row">{t(`access.${access}`)}</th>
                {ROLES.map((role) => (
                  <td key={role} className={role === chosen ? 'admin-chosen' : undefined}>
                    {marks(role, access)
                      .map((name) => t(`mark.${name}`))
                      .join('')}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
