/** The scenario rebuilt on a real machine. */
export { labScript, type LabEnding } from './lab-script.ts';
