import type { Actor, ActorRole, PersonId, Post, Role } from '#domain/role';
import { type Vocabulary, type Words, words } from '#domain/words';
import { listed } from './say.ts';

/** Who stands behind an id, as far as a timeline says it: a role or post, and a display name where the reader may see staff by name. */
export interface TimelinePerson {
  readonly role: Role;
  readonly post: Post | null;
  readonly side: Actor['side'];
  /** Members of staff only; null: not for this reader. */
  readonly name: string | null;
  /** What the story calls them, where their role alone would leave them mixed up with somebody else. */
  readonly title?: Words;
}
export type People = ReadonlyMap<PersonId, TimelinePerson>;

export const roleWords: Vocabulary<ActorRole> = {
  classTeacher: words('班主任', 'the class teacher'),
  counselor: words('心理教师', 'the counselor'),
  schoolHead: words('校长', 'the school head'),
  countySupervisor: words('县级督导', 'the county supervisor'),
  citySupervisor: words('市级督导', 'the city supervisor'),
  expert: words('专家', 'an expert'),
  hospitalIntake: words('医院接诊人员', "the hospital's intake"),
  clinician: words('医院医生', "the hospital's doctor"),
  healthDuty: words('卫健值班人员', 'the health duty officer'),
  programmeAdministrator: words('业务管理员', 'the programme administrator'),
  inspector: words('责任督学', 'the inspector'),
  reportSigner: words('报告签发人', 'the signer of reports'),
  systemAdministrator: words('系统管理员', 'the system administrator'),
  securityAdministrator: words('安全管理员', 'the security administrator'),
  auditor: words('审计员', 'the auditor'),
  clock: words('系统计时', 'the clock'),
  system: words('系统', 'the system'),
  student: words('学生', 'the student'),
  guardian: words('监护人', 'the guardian'),
};

/** Where the post says more than the role. */
const postWords: Partial<Vocabulary<Post>> = {
  standIn: words('第二位心理教师', 'the second counselor'),
  receiverHead: words('接收方学校的校长', "the head of the receiver's school"),
  expertEducation: words('教育专家', 'the education expert'),
  expertHealth: words('卫健专家', 'the health expert'),
  nextExpert: words('下一位专家', 'the next expert'),
  standInDoctor: words('医院后备医生', "the hospital's stand-in doctor"),
};

/** What somebody is called by their role or post. */
export function titleWords({ role, post, side }: TimelinePerson): Words {
  const bySide =
    role === 'expert' && post === null && side !== null
      ? side === 'health'
        ? 'expertHealth'
        : 'expertEducation'
      : post;
  return (bySide === null ? undefined : postWords[bySide]) ?? roleWords[role];
}

/** Someone by role, with the name where it may be seen. */
export function personWords(people: People, id: PersonId): Words {
  const person = people.get(id);
  if (person === undefined) return words('一位工作人员', 'a member of staff');
  const { name, title = titleWords(person) } = person;
  return name === null ? title : words(`${title['zh-CN']}（${name}）`, `${title.en} (${name})`);
}

export function peopleWords(people: People, ids: readonly PersonId[]): Words {
  return listed([...new Map(ids.map((id) => personWords(people, id)).map((said) => [said.en, said])).values()]);
}

/** Who acted, from what stands in the record: a person's id, or clock, system, student:<id>, guardian:<id>. */
export function actorWords(people: People, actor: string): { readonly role: ActorRole; readonly who: Words } {
  const person = people.get(actor);
  if (person !== undefined) return { role: person.role, who: personWords(people, actor) };
  const [kind = ''] = actor.split(':');
  const role: ActorRole = kind === 'clock' || kind === 'student' || kind === 'guardian' ? kind : 'system';
  const staff = /^[\da-f]{8}-/.test(actor);
  return staff ? { role: 'counselor', who: personWords(people, actor) } : { role, who: roleWords[role] };
}
