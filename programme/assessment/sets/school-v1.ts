import type { IndicatorSet } from '#programme/assessment/indicator';
import { indicator, shareOfDue } from './draw.ts';

/** Schools, version 1. Weights and marks are defaults for the bureau to set. */
export const schoolV1: IndicatorSet = {
  code: 'school',
  version: 1,
  assesses: 'school',
  indicators: [
    indicator('organised', '组织机构与负责人', 'Body and named lead', {
      formula: 'min(network.bodies, network.leads)',
      weight: 10,
      full: 1,
      zero: 0,
    }),
    indicator('hours', '心理课课时达标班级比例', 'Classes that had their class hours', {
      formula: 'ratio(curriculum.classesOnHours, curriculum.classes)',
      weight: 20,
      full: 1,
      zero: 0.6,
      evidence: { files: 1 },
    }),
    indicator('facilities', '辅导室、信箱、电话', 'Counselling room, mailbox and telephone', {
      formula: 'facilities.kindsWorking',
      weight: 15,
      full: 3,
      zero: 0,
      evidence: { files: 1 },
    }),
    indicator('checks', '设施按时检查比例', 'Checks of facilities made in time', {
      formula: shareOfDue('facilities.checksOnTime', 'facilities.checksDue'),
      weight: 5,
      full: 1,
      zero: 0.5,
      evidence: { records: 0 },
    }),
    indicator('teachers', '各年级配备心理教师比例', 'Grades with a psychology teacher', {
      formula: 'ratio(staff.gradesCovered, staff.grades)',
      weight: 15,
      full: 1,
      zero: 0,
    }),
    indicator('trained', '教师心理健康培训比例', 'Teachers trained', {
      formula: 'ratio(trainings.teachersTrained, staff.teachers)',
      weight: 15,
      full: 0.9,
      zero: 0.3,
      evidence: { files: 1 },
    }),
    indicator('activities', '开展的活动类数', 'Kinds of activities held', {
      formula: 'activities.kindsHeld',
      weight: 10,
      full: 4,
      zero: 0,
      evidence: { files: 1 },
    }),
    indicator('publicity', '计划宣传完成比例', 'Planned publications made', {
      formula: 'publicity.planned == 0 ? 0 : ratio(publicity.published, publicity.planned)',
      weight: 5,
      full: 1,
      zero: 0,
    }),
    indicator('mended', '逾期未整改的督导问题', 'Findings not mended in time', {
      formula: 'supervision.findingsOverdue',
      weight: 5,
      full: 0,
      zero: 3,
      evidence: { records: 0 },
    }),
  ],
};
