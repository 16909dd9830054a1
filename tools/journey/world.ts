import { openDatabase, type Database } from '#db/transaction';
import type { Clock } from '#domain/clock';
import type { PersonId } from '#domain/role';
import { and, eq, ne } from 'drizzle-orm';
import { appointments } from '#db/schema/index';
import { type CityActor, type SmallCity, smallCity } from '#tools/testing/city';

/** Everything a journey is played in: a city of its own in a database of its own. */
export interface World {
  readonly city: SmallCity;
  /** As the API, as the worker, and as whoever only looks on. */
  readonly db: Database;
  readonly clockDb: Database;
  readonly auditor: Database;
  readonly clock: Clock;
  readonly student: SmallCity['students'][number];
  /** Code of the student's school. */
  readonly school: string;
  /** People who are called when others are silent, and hear it: the first hospital's stand-in doctor, the health duty officer. */
  readonly onlookers: readonly PersonId[];
  /** Another person of the same role at the same place: who signs when the first has raised the level. */
  colleagueOf(person: CityActor): Promise<CityActor>;
  /** The guardianship by which the rules know the mother or father. */
  readonly guardian: string;
  end(): Promise<void>;
}

/** Loads the city into a migrated, empty database and opens it for each part. The student is old enough for every instrument. */
export async function openWorld(adminUrl: string, clock: Clock): Promise<World> {
  const migrator = openDatabase(adminUrl, { role: 'migrator', size: 1, statementTimeoutMs: 0 });
  const city = await smallCity(migrator);
  await migrator.end();
  const db = openDatabase(adminUrl, { role: 'api', size: 6 });
  const clockDb = openDatabase(adminUrl, { role: 'clock', size: 6 });
  const auditor = openDatabase(adminUrl, { role: 'auditor', size: 1 });
  const ofClass = city.staff('classteacher').context.org;
  const student = city.students.find((one) => one.org === ofClass);
  const guardian = city.guardianships.find((one) => one.student === student?.id && !one.flagged);
  if (student === undefined || guardian === undefined)
    throw new Error('the small city has no student for this journey');
  const end = async () => {
    await Promise.all([db.end(), clockDb.end(), auditor.end()]);
  };
  return {
    city,
    db,
    clockDb,
    auditor,
    clock,
    student,
    school: city.schools[0].code,
    onlookers: [city.holder('999000-h1', 'standInDoctor').person, city.holder('999001', 'healthDuty').person],
    guardian: guardian.id,
    colleagueOf: (person) => colleague(auditor, person),
    end,
  };
}

async function colleague(auditor: Database, like: CityActor): Promise<CityActor> {
  const { org = '' } = like.context;
  const { person, role } = like.actor;
  const [found] = await auditor.transaction({}, (tx) =>
    tx
      .select({ person: appointments.personId })
      .from(appointments)
      .where(and(eq(appointments.orgId, org), eq(appointments.role, role), ne(appointments.personId, person ?? '')))
      .limit(1),
  );
  if (found === undefined) throw new Error(`nobody else is ${role} there`);
  const { person: other } = found;
  return {
    ...like,
    person: other,
    username: '',
    actor: { ...like.actor, person: other },
    context: { ...like.context, person: other },
  };
}
