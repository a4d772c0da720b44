export { LogPanel } from './LogPanel.tsx';
export { TracePanel } from './TracePanel.tsx';
