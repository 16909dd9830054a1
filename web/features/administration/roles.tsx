import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { mayAppoint, OFFICES } from '#domain/appointing';
import { ACCESSES, can } from '#domain/permission';
import { type Role, ROLES } from '#domain/role';
import { api, ask } from '#web/frame/api.ts';
import { useTexts } from '#web/frame/words.ts';
import { Page } from '#web/parts/page.tsx';
import { useRoleWords } from './reading.ts';
import { May, NAMES, Programme, RELATIONS } from './role-rights.tsx';
import './administration.css';

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
        <p>
          <Link to="/roles/seen" search={{ role } as never}>
            {t('seen.look', { role: roleText(role) })}
          </Link>
        </p>
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
