export { Exchange } from './Exchange.tsx';
export { LinkProblemDialog } from './LinkProblemDialog.tsx';
export { RecordedNote } from './RecordedNote.tsx';
export { ScenarioMenu } from './ScenarioMenu.tsx';
