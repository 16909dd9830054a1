import { type Vocabulary, words } from '#domain/words';

/**
 * Figures that the first sets name, each for the assessed unit and the period of the assessment. What computes them (a named query) answers only what
 * it knows: a unit without records of a kind has no figure of it, rather than a zero.
 */
export const ASSESSMENT_FIGURES = {
  'network.bodies': words('已建立的心理健康教育组织机构数', 'bodies for mental health education'),
  'network.leads': words('已明确的负责人数', 'named leads'),
  'network.schools': words('学校数', 'schools'),
  'network.schoolsWithBody': words('已建组织机构的学校数', 'schools with a body'),
  'network.interventionTeams': words('心理援助分队数', 'aid teams'),
  'documents.due': words('应阅办文件数', 'documents to be read or answered'),
  'documents.onTime': words('按时阅办文件数', 'documents read or answered in time'),
  'curriculum.classes': words('班级数', 'classes'),
  'curriculum.classesOnHours': words('课时达标班级数', 'classes that had their hours'),
  'curriculum.schoolsOnHours': words('课时达标学校数', 'schools all of whose classes had their hours'),
  'facilities.kindsWorking': words(
    '正常使用的设施类数（辅导室、信箱、电话）',
    'kinds of facilities in use (room, mailbox, telephone)',
  ),
  'facilities.checksDue': words('应检查次数', 'checks due'),
  'facilities.checksOnTime': words('按时检查次数', 'checks made in time'),
  'facilities.schoolsEquipped': words('三类设施齐全的学校数', 'schools with all three kinds of facilities'),
  'staff.grades': words('年级数', 'grades'),
  'staff.gradesCovered': words('配有心理教师的年级数', 'grades with a psychology teacher'),
  'staff.teachers': words('教师数', 'teachers'),
  'staff.schoolsStaffed': words('配有心理教师的学校数', 'schools with a psychology teacher'),
  'trainings.teachersTrained': words('参训教师数', 'teachers trained'),
  'activities.kindsHeld': words('已开展的活动类数', 'kinds of activities held'),
  'publicity.planned': words('计划宣传次数', 'publications planned'),
  'publicity.published': words('已宣传次数', 'publications made'),
  'supervision.findings': words('督导问题数', 'findings of supervision'),
  'supervision.findingsOverdue': words('逾期未整改问题数', 'findings not mended in time'),
  'partners.agreements': words('有效合作协议数', 'agreements in force'),
} as const satisfies Vocabulary<string>;
