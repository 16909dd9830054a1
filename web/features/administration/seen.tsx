import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { OFFICES } from '#domain/appointing';
import { isOfHospital, type Role, ROLES } from '#domain/role';
import { ownAccesses } from '#domain/seen-as';
import { api, ask } from '#web/frame/api.ts';
import { type Me, useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { Page } from '#web/parts/page.tsx';
import { PlaceInput } from '#web/parts/place-input.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { useRoleWords } from './reading.ts';
import { May, MayNot, Programme } from './role-rights.tsx';
import { SeenActs } from './seen-acts.tsx';
import { SeenMenu } from './seen-menu.tsx';
import './administration.css';

interface Search {
  readonly role?: string;
  readonly org?: string;
}

/** The console as somebody in a role at a place has it: menu, rights and acts by the rules themselves, and whose is what they lack. No child is looked at. */
export default function Seen() {
  const t = useTexts('administration');
  const roleText = useRoleWords();
  const go = useNavigate();
  const { role: asked, org: code } = useSearch({ strict: false }) as Search; // the route's own
  const org = code === undefined ? undefined : String(code); // a code of figures is read as a number
  const role = ROLES.find((each) => each === asked) ?? 'counselor';
  const set = (next: Search) => void go({ to: '.', search: { role, org, ...next } as never, replace: true });
  const place = usePlace(org);
  const kinds: readonly string[] = OFFICES[role].kinds;
  return (
    <Page title={t('seen.title')}>
      <p className="quiet">{t('seen.about')}</p>
      <search className="filters">
        <label className="filter">
          {t('people.role')}
          <select value={role} onChange={({ target }) => set({ role: target.value, org: undefined as never })}>
            {ROLES.map((each) => (
              <option key={each} value={each}>
                {roleText(each)}
              </option>
            ))}
          </select>
        </label>
        <div className="filter admin-place">
          <PlaceInput
            kinds={OFFICES[role].kinds}
            mine
            label={t('people.place')}
            placeholder={t('people.place')}
            value={org ?? null}
            onChange={(code) => set({ org: [code].flat()[0] as never })}
          />
        </div>
      </search>
      <ProblemAlert error={place.error} onAgain={() => void place.refetch()} />
      {place.data !== undefined && !kinds.includes(place.data.kind) ? (
        <p>{t('seen.notThere', { role: roleText(role), place: place.data.name })}</p>
      ) : (
        <Whole role={role} place={place.data} />
      )}
    </Page>
  );
}

type Place = NonNullable<ReturnType<typeof usePlace>['data']>;

function usePlace(code: string | undefined) {
  return useQuery({
    queryKey: ['places', 'seen', code],
    enabled: code !== undefined,
    queryFn: async () => {
      const { items } = await ask(() => api.GET('/api/organisations', { params: { query: { code: code ?? '' } } }));
      return items[0] ?? null;
    },
    select: (found) => found ?? undefined,
  });
}

function Whole({ role, place }: { role: Role; place: Place | undefined }) {
  const t = useTexts('administration');
  const roleText = useRoleWords();
  const me = useSeenAs(role, place);
  const reach = isOfHospital(role) ? 'seen.hospital' : 'seen.place';
  return (
    <>
      <section className="card">
        <h2>{place === undefined ? roleText(role) : `${roleText(role)} · ${place.name}`}</h2>
        <p>{t(reach, { place: place?.name ?? t('seen.ownPlace') })}</p>
        <p className="quiet">{t('seen.factor')}</p>
        <SeenMenu me={me} />
      </section>
      <section className="card">
        <h2>{t('roles.may')}</h2>
        <May role={role} />
        <h3>{t('seen.mayNot')}</h3>
        <MayNot role={role} />
      </section>
      <section className="card">
        <h2>{t('seen.acts')}</h2>
        <p className="quiet">{t('seen.actsAbout')}</p>
        <SeenActs role={role} />
      </section>
      <section className="card">
        <h2>{t('roles.programme')}</h2>
        <Programme role={role} />
      </section>
    </>
  );
}

/** Whoever the rules of the menu are asked about: made of the role and the place, of nobody's account. */
function useSeenAs(role: Role, place: Place | undefined): Me {
  const me = useMe();
  const { side } = OFFICES[role];
  const kind = place?.kind ?? OFFICES[role].kinds[0] ?? 'school';
  const acting = {
    appointment: me.acting.appointment,
    role,
    org: place?.id ?? me.acting.org,
    orgName: place?.name ?? '',
    orgKind: kind as Me['acting']['orgKind'],
  };
  return { ...me, acting, appointments: [acting], permitted: [...ownAccesses(role, side)] };
}
