export { Exchange } from './Exchange.tsx';
export { ScenarioMenu } from './ScenarioMenu.tsx';
