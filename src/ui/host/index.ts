export { HostPanel } from './HostPanel.tsx';
