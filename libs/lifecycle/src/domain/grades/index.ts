export { compareGrades, type GradeComparison, stepsUp } from './compare-grades.js';
export { type CrossWalked, crossWalk } from './cross-walk.js';
export { canonicalGrade, codesOf, type Grade, undeclaredCodes } from './grade.js';
