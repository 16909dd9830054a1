import { Link } from '@tanstack/react-router';
import { dayText } from '#web/frame/dates.ts';
import { useNow } from '#web/frame/clock.ts';
import { useTexts } from '#web/frame/words.ts';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { isOpen, type Office, type Person, useKeeping, useRoleWords } from './reading.ts';

const SOON = 60 * 86_400_000;

export function PeopleTable({ items }: { items: readonly Person[] }) {
  const t = useTexts('administration');
  const { people, factors } = useKeeping();
  const at = useNow(1_000);
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('people.title')}>
      <table className="plain-table admin-people">
        <thead>
          <tr>
            <th scope="col">{t('people.name')}</th>
            <th scope="col">{t('people.offices')}</th>
            {people || factors ? <th scope="col">{t('people.account')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {items.map((person) => (
            <tr key={person.person}>
              <td>
                <Link to="/people/$id" params={{ id: person.person }}>
                  {person.displayName}
                </Link>
              </td>
              <td>
                <Offices offices={person.offices.filter((office) => isOpen(office, at))} at={at} />
              </td>
              {people || factors ? (
                <td>
                  <AccountTag person={person} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Offices({ offices, at }: { offices: readonly Office[]; at: number }) {
  const t = useTexts('administration');
  const roleText = useRoleWords();
  if (offices.length === 0) return <span className="quiet">{t('people.noOffice')}</span>;
  return (
    <ul className="admin-offices">
      {offices.map((office) => (
        <li key={office.id}>
          {roleText(office.role)} · {office.orgName}
          {office.post === 'standIn' ? <> · {t('post.standIn')}</> : null} <Until office={office} at={at} />
        </li>
      ))}
    </ul>
  );
}

/** From when, if that lies ahead; until when, if it ends. The last day, not the midnight behind it. */
export function Until({ office: { from, until }, at }: { office: Office; at: number }) {
  const t = useTexts('administration');
  return (
    <>
      {from > at ? <StatusTag>{t('people.from', { day: dayText(from) })}</StatusTag> : null}{' '}
      {until === null ? null : (
        <StatusTag kind={until <= at ? 'plain' : until - at < SOON ? 'wait' : 'plain'}>
          {t(until <= at ? 'people.ended' : 'people.until', { day: dayText(until - 1) })}
        </StatusTag>
      )}
    </>
  );
}

/** Whether somebody can sign in, and if not, what is missing. */
export function AccountTag({ person: { account, closedAt } }: { person: Person }) {
  const t = useTexts('administration');
  if (closedAt !== null) return <StatusTag kind="bad">{t('account.closed', { day: dayText(closedAt) })}</StatusTag>;
  if (account === null) return <StatusTag kind="wait">{t('account.none')}</StatusTag>;
  if (account.firstPassword) return <StatusTag kind="wait">{t('account.firstPassword')}</StatusTag>;
  if (!account.secondFactor) return <StatusTag kind="wait">{t('account.noSecondFactor')}</StatusTag>;
  return <StatusTag kind="good">{t('account.ready')}</StatusTag>;
}
