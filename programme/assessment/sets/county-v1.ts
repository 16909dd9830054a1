import type { IndicatorSet } from '#programme/assessment/indicator';
import { indicator, shareOfDue } from './draw.ts';

/** County bureaus, version 1. Weights and marks are defaults for the bureau to set. */
export const countyV1: IndicatorSet = {
  code: 'county',
  version: 1,
  assesses: 'county',
  indicators: [
    indicator('organised', '已建组织机构的学校比例', 'Schools with a body', {
      formula: 'ratio(network.schoolsWithBody, network.schools)',
      weight: 15,
      full: 1,
      zero: 0.5,
    }),
    indicator('hours', '课时达标学校比例', 'Schools that gave their class hours', {
      formula: 'ratio(curriculum.schoolsOnHours, network.schools)',
      weight: 20,
      full: 1,
      zero: 0.5,
    }),
    indicator('facilities', '设施齐全的学校比例', 'Schools with all facilities', {
      formula: 'ratio(facilities.schoolsEquipped, network.schools)',
      weight: 15,
      full: 1,
      zero: 0.5,
    }),
    indicator('teachers', '配有心理教师的学校比例', 'Schools with a psychology teacher', {
      formula: 'ratio(staff.schoolsStaffed, network.schools)',
      weight: 15,
      full: 1,
      zero: 0.5,
    }),
    indicator('trained', '教师心理健康培训比例', 'Teachers trained', {
      formula: 'ratio(trainings.teachersTrained, staff.teachers)',
      weight: 10,
      full: 0.9,
      zero: 0.3,
      evidence: { files: 1 },
    }),
    indicator('aidTeam', '心理援助分队', 'Aid team', {
      formula: 'min(network.interventionTeams, 1)',
      weight: 5,
      full: 1,
      zero: 0,
      evidence: { files: 1 },
    }),
    indicator('documents', '文件按时阅办比例', 'Documents read and answered in time', {
      formula: shareOfDue('documents.onTime', 'documents.due'),
      weight: 5,
      full: 1,
      zero: 0.5,
      evidence: { records: 0 },
    }),
    indicator('mended', '逾期未整改问题比例', 'Share of findings not mended in time', {
      formula: 'supervision.findings == 0 ? 0 : ratio(supervision.findingsOverdue, supervision.findings)',
      weight: 10,
      full: 0,
      zero: 0.3,
      evidence: { records: 0 },
    }),
    indicator('partners', '有效合作协议', 'Agreements in force', {
      formula: 'partners.agreements',
      weight: 5,
      full: 2,
      zero: 0,
      evidence: { files: 1 },
    }),
  ],
};
