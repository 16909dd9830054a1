import { OFFICES } from '#domain/appointing';
import { ROLES } from '#domain/role';
import { ownAccesses } from '#domain/seen-as';
import { groupsOf, menuOf } from '#web/frame/menu.ts';
import type { Me } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { useRoleWords } from './reading.ts';

/** The menu as this one has it, what opens first, and the entries of others with whose they are. */
export function SeenMenu({ me }: { me: Me }) {
  const t = useTexts('administration');
  const own = menuOf(me);
  return (
    <>
      <h3>{t('seen.menu')}</h3>
      {groupsOf(own).map(({ group, entries }) => (
        <div key={group ?? ''}>
          {group === null ? null : <strong>{t(`frame:menuGroup.${group}`)}</strong>}
          <ul className="admin-seen">
            {entries.map(({ path, text, icon }) => (
              <li key={path}>
                {icon} {t(`frame:menu.${text}`)}
                {path === own[0]?.path ? <span className="quiet"> {t('seen.first')}</span> : null}
              </li>
            ))}
          </ul>
        </div>
      ))}
      <Lacking me={me} />
    </>
  );
}

function Lacking({ me }: { me: Me }) {
  const t = useTexts('administration');
  const roleText = useRoleWords();
  const has = new Set(menuOf(me).map(({ text }) => text));
  const others = new Map<string, string[]>();
  for (const role of ROLES)
    for (const text of new Set(everyMenu(me, role)))
      if (!has.has(text)) others.set(text, [...(others.get(text) ?? []), roleText(role)]);
  return (
    <details>
      <summary>{t('seen.lacking', { count: others.size })}</summary>
      <ul className="admin-may">
        {[...others].map(([text, roles]) => (
          <li key={text}>
            {t(`frame:menu.${text}`)}{' '}
            <span className="quiet">{t('seen.only', { roles: roles.join(t('frame:comma')) })}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Entries that a role has at any kind of place where it is held. */
function everyMenu(me: Me, role: (typeof ROLES)[number]): readonly string[] {
  const { kinds, side } = OFFICES[role];
  const permitted = [...ownAccesses(role, side)];
  return kinds.flatMap((kind) =>
    menuOf({ ...me, permitted, acting: { ...me.acting, role, orgKind: kind } }).map(({ text }) => text),
  );
}
