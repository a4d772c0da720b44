export { Exchange } from './Exchange.tsx';
export { LinkProblemDialog } from './LinkProblemDialog.tsx';
export { ScenarioMenu } from './ScenarioMenu.tsx';
